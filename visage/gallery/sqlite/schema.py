"""The tables of the file, and how older files become newer ones.

Vectors lie in a table of their own, so that the rows people read are small. A face has
the key of its vector; a person's template is another vector, with a new key whenever
it changes. Keys only grow: what is above the last key one has seen is new, and what
was removed is noted in `removed`. A collection's `version` grows with every change to
its vectors, so that one number tells whether a search has to look; how many people and
faces it has is counted along, as counting them takes longer than a search.

Moments are microseconds since 1970, UTC.
"""

from __future__ import annotations

# Each script takes a file from the version of its index to the next one.
MIGRATIONS = (
    """
    CREATE TABLE settings (name TEXT PRIMARY KEY, value BLOB NOT NULL);
    CREATE TABLE collections (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        name TEXT NOT NULL UNIQUE,
        profile TEXT NOT NULL,
        dimension INTEGER NOT NULL,
        policy TEXT,
        retention_days INTEGER,
        tags TEXT NOT NULL,
        created INTEGER NOT NULL,
        people INTEGER NOT NULL DEFAULT 0,
        faces INTEGER NOT NULL DEFAULT 0,
        version INTEGER NOT NULL DEFAULT 0
    );
    CREATE TABLE vectors (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        collection INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        vector BLOB NOT NULL
    );
    CREATE INDEX vectors_of ON vectors (collection, kind);
    CREATE TABLE removed (
        number INTEGER PRIMARY KEY AUTOINCREMENT,
        collection INTEGER NOT NULL,
        kind INTEGER NOT NULL,
        key INTEGER NOT NULL
    );
    CREATE TABLE people (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        collection INTEGER NOT NULL,
        id TEXT NOT NULL,
        name TEXT NOT NULL,
        metadata TEXT NOT NULL,
        consent TEXT NOT NULL,
        expires INTEGER,
        created INTEGER NOT NULL,
        template INTEGER UNIQUE,
        UNIQUE (collection, id)
    );
    CREATE TABLE faces (
        key INTEGER PRIMARY KEY,
        collection INTEGER NOT NULL,
        id TEXT NOT NULL,
        person INTEGER REFERENCES people (key),
        picture TEXT NOT NULL,
        "left" REAL NOT NULL,
        top REAL NOT NULL,
        "right" REAL NOT NULL,
        bottom REAL NOT NULL,
        quality REAL NOT NULL,
        confidence REAL NOT NULL,
        external_id TEXT,
        consent TEXT,
        expires INTEGER,
        created INTEGER NOT NULL,
        UNIQUE (collection, id)
    );
    CREATE INDEX faces_of ON faces (person, id) WHERE person IS NOT NULL;
    CREATE INDEX faces_seen ON faces (collection, picture, id);
    CREATE TABLE rejections (
        key INTEGER PRIMARY KEY AUTOINCREMENT,
        collection INTEGER NOT NULL,
        person INTEGER NOT NULL REFERENCES people (key),
        picture TEXT NOT NULL,
        "left" REAL NOT NULL,
        top REAL NOT NULL,
        "right" REAL NOT NULL,
        bottom REAL NOT NULL,
        created INTEGER NOT NULL
    );
    CREATE INDEX rejections_of ON rejections (person);
    CREATE INDEX rejections_seen ON rejections (collection, picture);
    CREATE TABLE suppressions (
        id TEXT PRIMARY KEY,
        collection TEXT NOT NULL,
        receipt TEXT NOT NULL,
        picture TEXT,
        "left" REAL,
        top REAL,
        "right" REAL,
        bottom REAL,
        subject TEXT,
        created INTEGER NOT NULL
    );
    CREATE INDEX suppressions_in ON suppressions (collection, id);
    CREATE INDEX suppressions_seen ON suppressions (collection, picture);
    CREATE INDEX suppressions_of ON suppressions (collection, subject);
    CREATE INDEX suppressions_by ON suppressions (receipt);
    CREATE TABLE answers (
        slot TEXT PRIMARY KEY,
        at INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        collection TEXT NOT NULL,
        person TEXT,
        answer TEXT NOT NULL
    );
    CREATE INDEX answers_about ON answers (collection, person);
    CREATE TABLE receipts (id TEXT PRIMARY KEY, receipt TEXT NOT NULL);
    CREATE TABLE audit (id TEXT PRIMARY KEY, entry TEXT NOT NULL);
    """,
)

# "Vis" and 1: tells `file` and us that an SQLite file is a gallery.
APPLICATION = 0x56697301

FACE, TEMPLATE = 0, 1

# Removals that are remembered for searches in other processes; who has missed more
# reads all vectors anew.
MOST_REMOVED = 100_000
