// Made from the service’s openapi.json by `npm run client`.

export interface paths {
    "/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List alerts, the newest first */
        get: operations["get-alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an alert */
        get: operations["get-alerts-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that an alert is right */
        post: operations["post-alerts-id-confirm"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/crop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the look that an alert was decided by */
        get: operations["get-alerts-id-crop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/reference": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the picture of the watch list that an alert is compared with */
        get: operations["get-alerts-id-reference"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{id}/reject": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that an alert is wrong: it showed somebody else */
        post: operations["post-alerts-id-reject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/align": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Bring the faces of a picture upright */
        post: operations["post-align"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List every change of the gallery: when, who, what, without a name */
        get: operations["get-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the cameras that have sent a message, or a frame with a face */
        get: operations["get-cameras"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cameras/{camera}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Say anew whom a camera looks for, and how long a visit lasts there */
        patch: operations["patch-cameras-camera"];
        trace?: never;
    };
    "/classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the classifiers, what they know and how good they are */
        get: operations["get-classify"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/classify/{handle}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say what a picture shows, or whose face, by a classifier of the store */
        post: operations["post-classify-handle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/classify/{handle}/report": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the report of the run that a classifier comes from, as a page */
        get: operations["get-classify-handle-report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/clear-samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Erase every sample */
        get: operations["get-clear-samples"];
        put?: never;
        /** Erase every sample */
        post: operations["post-clear-samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/collections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the collections of the gallery */
        get: operations["get-collections"];
        put?: never;
        /** Make a collection for people */
        post: operations["post-collections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/collections/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a collection, and how many people and faces it holds */
        get: operations["get-collections-collection"];
        put?: never;
        post?: never;
        /** Erase a collection and everyone in it; the answer is the receipt */
        delete: operations["delete-collections-collection"];
        options?: never;
        head?: never;
        /** Say a collection's policy, retention or tags anew */
        patch: operations["patch-collections-collection"];
        trace?: never;
    };
    "/collections/{collection}/suppressions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what is kept from coming back into a collection */
        get: operations["get-collections-collection-suppressions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/collections/{collection}/suppressions/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Let what one erasure suppressed come back */
        delete: operations["delete-collections-collection-suppressions-receipt"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether two faces are of one person, and how often that is wrong */
        post: operations["post-compare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/customers/{account}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show what the business says of an account */
        get: operations["get-customers-account"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/face-recognition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whose sample is nearest to each face of a picture */
        post: operations["post-face-recognition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say whether the service has the models that its functions need */
        get: operations["get-health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to enrol everyone whose pictures lie in a folder of the bucket */
        post: operations["post-imports"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say how far an import is, and what came of it */
        get: operations["get-imports-id"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/landmarks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find the 68 landmarks of the faces of a picture */
        post: operations["post-landmarks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/live/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a ticket for one WebSocket, on which alerts come as they happen */
        post: operations["post-live-tickets"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the model files, their licences and whether they are here */
        get: operations["get-models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe every route in OpenAPI 3.1 */
        get: operations["get-openapi-json"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the people of a collection */
        get: operations["get-people"];
        put?: never;
        /** Enrol a person, with a picture of theirs or without one yet */
        post: operations["post-people"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a person */
        get: operations["get-people-id"];
        put?: never;
        post?: never;
        /** Erase a person and their faces; the answer is the receipt */
        delete: operations["delete-people-id"];
        options?: never;
        head?: never;
        /** Say a person's name, metadata or consent anew */
        patch: operations["patch-people-id"];
        trace?: never;
    };
    "/people/{id}/faces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the faces of a person */
        get: operations["get-people-id-faces"];
        put?: never;
        /** Enrol one more face of a person */
        post: operations["post-people-id-faces"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people/{id}/faces/{face}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Erase a face of a person; the answer is the receipt */
        delete: operations["delete-people-id-faces-face"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a person's faces to another; the first is no more */
        post: operations["post-people-id-merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people/{id}/rejections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the faces of pictures that were said not to be a person */
        get: operations["get-people-id-rejections"];
        put?: never;
        /** Say that a face of a picture is not a person */
        post: operations["post-people-id-rejections"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/people/{id}/rejections/{rejection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take back that a face is not a person */
        delete: operations["delete-people-id-rejections-rejection"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/receipts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the receipts of everything that was erased */
        get: operations["get-receipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/receipts/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say whether this gallery gave out a receipt, unchanged */
        post: operations["post-receipts-verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/receipts/{receipt}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a receipt */
        get: operations["get-receipts-receipt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/recognize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find, describe and name every face of a picture */
        post: operations["post-recognize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/rekognition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer Amazon Rekognition's calls for collections, faces and users */
        post: operations["post-rekognition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say who is in a picture, and how often that is wrong */
        post: operations["post-search"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/swap": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put the source's face onto the target's, or exchange two faces of the target */
        post: operations["post-swap"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unknown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the faces of nobody known, those of one person together */
        get: operations["get-unknown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unknown/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take unknown faces out of the inbox for good */
        post: operations["post-unknown-dismiss"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unknown/name": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Enrol unknown faces as one person, by what was kept of them */
        post: operations["post-unknown-name"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/unknown/{face}/crop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show an unknown face */
        get: operations["get-unknown-face-crop"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/update-samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add, replace or delete samples */
        post: operations["post-update-samples"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a form to upload one large picture with, for a later request */
        post: operations["post-uploads"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Say which version this is */
        get: operations["get-version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/watch/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List what was done with alerts, cases, faces and cameras, the newest first */
        get: operations["get-watch-audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/watch/{camera}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a message of a camera about a face that it followed */
        post: operations["post-watch-camera-events"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/watch/{camera}/frames": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a frame of a camera in a browser, and say whom it shows */
        post: operations["post-watch-camera-frames"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/watchlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the cases of the watch list, ended ones too */
        get: operations["get-watchlist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/watchlist/{case}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Enable a case, or say its note, expiry or name anew */
        put: operations["put-watchlist-case"];
        post?: never;
        /** End a case, and erase the person, the pictures and the alerts */
        delete: operations["delete-watchlist-case"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/watchlist/{case}/pictures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Add a picture of the person whom a case is about */
        post: operations["post-watchlist-case-pictures"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/watchlist/{case}/pictures/{n}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the face of a picture that a case is looked for by */
        get: operations["get-watchlist-case-pictures-n"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AccountFacts
         * @description What the business says of an account, in the order of its source.
         */
        AccountFacts: {
            /** Id */
            id: string;
            /** Fields */
            fields: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * Accuracy
         * @description The share of held-out pictures whose class was named rightly.
         */
        Accuracy: {
            /** Top1 */
            top1: number;
            /**
             * Low
             * @description lower end of the 95 % interval
             */
            low: number;
            /**
             * High
             * @description upper end of the 95 % interval
             */
            high: number;
            /** Pictures */
            pictures: number;
            /**
             * Source
             * @description which pictures those were
             */
            source: string;
        };
        /**
         * Alert
         * @description Somebody whom a camera looks for was seen, as a vote over a track's looks says.
         *
         *     `far` is how often a look of somebody else is taken for this person. `taken` is
         *     when the look was taken that is shown, `created` when the alert was made; it is
         *     `late` where the message came a minute or more after the look.
         */
        Alert: {
            /** Id */
            id: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "customer" | "watchlist";
            /**
             * State
             * @enum {string}
             */
            state: "candidate" | "confirmed" | "rejected";
            /** Camera */
            camera: string;
            /** Track */
            track: string;
            /** Collection */
            collection: string;
            person: components["schemas"]["AlertPerson"];
            /** Similarity */
            similarity: number;
            /** Far */
            far: number;
            /**
             * Votes
             * @description looks that were taken for the person
             */
            votes: number;
            /**
             * Looks
             * @description looks that were asked, of which those are some
             */
            looks: number;
            /**
             * Taken
             * Format: date-time
             */
            taken: string;
            /**
             * Created
             * Format: date-time
             */
            created: string;
            visit: components["schemas"]["AlertVisit"];
            /** Late */
            late: boolean;
            account: components["schemas"]["AlertAccount"] | null;
            case: components["schemas"]["AlertCase"] | null;
            /** Has Reference */
            has_reference: boolean;
            decision: components["schemas"]["AlertDecision"] | null;
            notice: components["schemas"]["AlertNotice"];
        };
        /**
         * AlertAccount
         * @description What the business says of the person's account, in the order of its source.
         */
        AlertAccount: {
            /**
             * State
             * @enum {string}
             */
            state: "found" | "none" | "pending" | "unavailable";
            /** Id */
            id: string;
            /** Fields */
            fields?: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * AlertCase
         * @description The case that a person is looked for in.
         */
        AlertCase: {
            /** Id */
            id: string;
            /** Note */
            note: string;
            /**
             * Expires
             * Format: date-time
             */
            expires: string;
        };
        /**
         * AlertDecision
         * @description Who has confirmed or rejected an alert, and when.
         */
        AlertDecision: {
            /** By */
            by: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** Note */
            note: string | null;
        };
        /**
         * AlertNotice
         * @description How far the message to subscribers is.
         */
        AlertNotice: {
            /**
             * State
             * @default none
             * @enum {string}
             */
            state: "none" | "waiting" | "sent" | "failed";
            /**
             * Tries
             * @default 0
             */
            tries: number;
            /**
             * At
             * @default null
             */
            at: string | null;
        };
        /**
         * AlertPerson
         * @description Who was seen, as the gallery knew them then.
         */
        AlertPerson: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Metadata */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
        };
        /**
         * AlertVisit
         * @description From when to when the camera has seen the person, so far.
         */
        AlertVisit: {
            /**
             * First
             * Format: date-time
             */
            first: string;
            /**
             * Last
             * Format: date-time
             */
            last: string;
        };
        /**
         * AlertsAnswer
         * @description Alerts, the newest first; `after` is null on the last page.
         *
         *     A page may be shorter than asked for and not the last one.
         */
        AlertsAnswer: {
            /** Alerts */
            alerts: components["schemas"]["Alert"][];
            /** After */
            after: string | null;
        };
        /**
         * AlignAnswer
         * @description Every chosen face of a picture, brought upright.
         */
        AlignAnswer: {
            picture: components["schemas"]["PictureFacts"];
            /** Faces */
            faces: components["schemas"]["AlignedFace"][];
        };
        /**
         * AlignedFace
         * @description One face with the transform from the picture and the aligned picture.
         */
        AlignedFace: {
            /** Index */
            index: number;
            box: components["schemas"]["FaceBox"];
            /**
             * Probability
             * @description how sure the detector is, 0 to 1
             */
            probability: number;
            /** Landmarks */
            landmarks: [
                number,
                number
            ][];
            /**
             * Inter Ocular Distance
             * @description pixels between the eyes' centres
             */
            inter_ocular_distance: number;
            /**
             * Roll
             * @description degrees, positive counter-clockwise
             */
            roll: number;
            /**
             * Transform
             * @description 2x3 matrix that takes (x, y, 1) to the aligned picture
             */
            transform: [
                number,
                number,
                number
            ][];
            aligned: components["schemas"]["AlignedFacts"];
        };
        /**
         * AlignedFacts
         * @description The aligned picture of a face, as a data URI, and the points in it.
         */
        AlignedFacts: {
            /** Size */
            size: number;
            /** Landmarks */
            landmarks: [
                number,
                number
            ][];
            /** Image */
            image: string;
        };
        /**
         * AskedClassifier
         * @description The classifier that was asked for, and how often it names strangers.
         */
        AskedClassifier: {
            /** Handle */
            handle: string;
            /** Version */
            version: number;
            /**
             * People
             * @description how many it knows
             */
            people: number;
            /**
             * False Names
             * @description share of strangers who got a name when it was measured
             */
            false_names: number;
        };
        /**
         * AuditAnswer
         * @description Changes in the order of time; `after` is null on the last page.
         */
        AuditAnswer: {
            /** Entries */
            entries: components["schemas"]["AuditFacts"][];
            /** After */
            after: string | null;
        };
        /**
         * AuditFacts
         * @description One change: when, who, by which token, what, on whom (a keyed hash).
         */
        AuditFacts: {
            /** Id */
            id: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Token */
            token: string | null;
            /** Operation */
            operation: string;
            /** Collection */
            collection: string | null;
            /** Subject */
            subject: string | null;
            /** Faces Count */
            faces_count: number;
        };
        /**
         * CameraFacts
         * @description A camera, the collections that it looks in, and what it has sent.
         *
         *     It looks in that of the watch list as well.
         */
        CameraFacts: {
            /** Name */
            name: string;
            /** Label */
            label: string;
            /** Collections */
            collections: string[];
            /** Visit Minutes */
            visit_minutes: number;
            /**
             * Last
             * @description when its newest look was taken
             */
            last: string | null;
            /**
             * Events
             * @description messages, and faces in the frames of a browser
             */
            events: number;
        };
        /**
         * CamerasAnswer
         * @description Every camera that has ever sent a message, or a frame with a face, by name.
         */
        CamerasAnswer: {
            /** Cameras */
            cameras: components["schemas"]["CameraFacts"][];
        };
        /**
         * CaseFacts
         * @description A case: who allowed what until when. An ended one has no name and no pictures.
         */
        CaseFacts: {
            /** Id */
            id: string;
            /** Note */
            note: string;
            /** Name */
            name: string;
            /**
             * Expires
             * Format: date-time
             */
            expires: string;
            /**
             * State
             * @enum {string}
             */
            state: "active" | "expired" | "ended";
            /**
             * By
             * @description who enabled it
             */
            by: string;
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /**
             * Ended
             * @description when it ended or had expired
             */
            ended: string | null;
            /**
             * Receipt
             * @description the gallery's, of its erasure
             */
            receipt: string | null;
            /** Pictures */
            pictures: components["schemas"]["CasePictureFacts"][];
        };
        /**
         * CasePictureFacts
         * @description A picture that a case is looked for by.
         */
        CasePictureFacts: {
            /** N */
            n: number;
            /**
             * Quality
             * @description score of the face, 0 to 1
             */
            quality: number;
            /** By */
            by: string;
            /**
             * Added
             * Format: date-time
             */
            added: string;
        };
        /**
         * CasesAnswer
         * @description Every case by its id; those that have ended are remembered for a year.
         */
        CasesAnswer: {
            /** Cases */
            cases: components["schemas"]["CountedCase"][];
        };
        /**
         * ClassFacts
         * @description A class and how likely it is that the picture shows it.
         */
        ClassFacts: {
            /**
             * Class Idx
             * @description place among the classifier's classes, counted from 0; -1 is a face that is none of the people, whose class_name is then unknown
             */
            class_idx: number;
            /** Class Name */
            class_name: string;
            /**
             * Confidence
             * @description 0 to 1; of all classes together 1
             */
            confidence: number;
        };
        /**
         * Classified
         * @description Whom a face is taken for by the classifier, or "unknown".
         */
        Classified: {
            /**
             * Class Idx
             * @description place among the classifier's people, counted from 0; -1 where class_name is unknown
             */
            class_idx: number;
            /** Class Name */
            class_name: string;
            /**
             * Confidence
             * @description 0 to 1; of all people and unknown together 1
             */
            confidence: number;
        };
        /**
         * ClassifierFacts
         * @description A classifier: what it knows, how good it is, what it may be used for.
         *
         *     Where its card cannot be read, `problem` says why, and what the card says is null.
         */
        ClassifierFacts: {
            /** Handle */
            handle: string;
            /** Version */
            version: number;
            /**
             * Pushed
             * Format: date-time
             */
            pushed: string;
            /**
             * Kind
             * @default null
             */
            kind: ("people" | "image") | null;
            /**
             * Classes
             * @description how many it knows
             * @default null
             */
            classes: number | null;
            /**
             * Class Names
             * @description the first 100 of them, in their order
             * @default []
             */
            class_names: string[];
            /** @default null */
            accuracy: components["schemas"]["Accuracy"] | null;
            /**
             * Licence
             * @default null
             */
            licence: string | null;
            /**
             * Commercial
             * @default null
             */
            commercial: ("yes" | "no" | "unknown") | null;
            /**
             * Training Data
             * @default null
             */
            training_data: string | null;
            /**
             * Report
             * @description whether it has a report
             * @default false
             */
            report: boolean;
            /**
             * Problem
             * @default null
             */
            problem: string | null;
        };
        /**
         * ClassifiersAnswer
         * @description Every classifier that the service has, by handle.
         */
        ClassifiersAnswer: {
            /** Classifiers */
            classifiers: components["schemas"]["ClassifierFacts"][];
        };
        /**
         * ClassifyAbout
         * @description What there is to say about an answer: who gave it, and about what.
         *
         *     `face` is the face of the picture that was looked at; null where it was the whole.
         */
        ClassifyAbout: {
            /** Handle */
            handle: string;
            /** Version */
            version: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "people" | "image";
            picture: components["schemas"]["PictureSize"];
            face: components["schemas"]["FaceBox"] | null;
        };
        /**
         * ClassifyAnswer
         * @description The likeliest classes of a picture, the best first.
         */
        ClassifyAnswer: components["schemas"]["ClassFacts"][];
        /**
         * ClusterFacts
         * @description Faces that are most likely of one person, the best first.
         */
        ClusterFacts: {
            /**
             * Id
             * @description of the face that was seen first
             */
            id: string;
            /** Count */
            count: number;
            /**
             * First
             * Format: date-time
             */
            first: string;
            /**
             * Last
             * Format: date-time
             */
            last: string;
            /** Cameras */
            cameras: string[];
            /** Faces */
            faces: components["schemas"]["UnknownFacts"][];
        };
        /**
         * CollectionFacts
         * @description A collection, and what it holds, expired or not.
         */
        CollectionFacts: {
            /** Name */
            name: string;
            /** Embedder */
            embedder: string;
            /** Dimension */
            dimension: number;
            policy: components["schemas"]["PolicyFacts"] | null;
            /** Retention Days */
            retention_days: number | null;
            /** Tags */
            tags: {
                [key: string]: string;
            };
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** People */
            people: number;
            /** Faces */
            faces: number;
        };
        /**
         * CollectionsAnswer
         * @description Collections by name; `after` is null on the last page.
         */
        CollectionsAnswer: {
            /** Collections */
            collections: components["schemas"]["CollectionFacts"][];
            /** After */
            after: string | null;
        };
        /**
         * CompareAnswer
         * @description Whether two faces are of one person, and how often such a decision is wrong.
         */
        CompareAnswer: {
            /** Embedder */
            embedder: string;
            /**
             * Similarity
             * @description cosine of the two vectors, -1 to 1
             */
            similarity: number;
            /**
             * Same
             * @description null where the embedder has no thresholds
             */
            same: boolean | null;
            threshold: components["schemas"]["Threshold"] | null;
            /** @description the strictest measured threshold that the similarity passes */
            strictest: components["schemas"]["Threshold"] | null;
            /** Sentence */
            sentence: string;
            a: components["schemas"]["FaceFacts"];
            b: components["schemas"]["FaceFacts"];
        };
        /**
         * ConsentFacts
         * @description Who has agreed to what, and whether that still holds.
         */
        ConsentFacts: {
            /** By */
            by: string;
            /** Purpose */
            purpose: string;
            /**
             * Given
             * Format: date-time
             */
            given: string;
            /** Expires */
            expires: string | null;
            /**
             * Source
             * @description request, or policy of the collection
             */
            source: string;
            /** In Force */
            in_force: boolean;
        };
        /**
         * CopyFacts
         * @description A place that the gallery cannot reach into, and when its copies end.
         */
        CopyFacts: {
            /** Place */
            place: string;
            /** Until */
            until: string;
        };
        /**
         * CountedCase
         * @description A case, and how many alerts of it are kept.
         */
        CountedCase: {
            /** Id */
            id: string;
            /** Note */
            note: string;
            /** Name */
            name: string;
            /**
             * Expires
             * Format: date-time
             */
            expires: string;
            /**
             * State
             * @enum {string}
             */
            state: "active" | "expired" | "ended";
            /**
             * By
             * @description who enabled it
             */
            by: string;
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /**
             * Ended
             * @description when it ended or had expired
             */
            ended: string | null;
            /**
             * Receipt
             * @description the gallery's, of its erasure
             */
            receipt: string | null;
            /** Pictures */
            pictures: components["schemas"]["CasePictureFacts"][];
            /** Alerts */
            alerts: number;
        };
        /**
         * Crop
         * @description One look at the face: a part of a frame, with room around the head.
         *
         *     `left` to `bottom` are the face in pixels of the frame, which is `frame_width` by
         *     `frame_height`; it may reach past the frame. `quality` is that of
         *     `visage.faces.quality`, 0 to 1.
         */
        Crop: {
            /**
             * Taken
             * Format: date-time
             */
            taken: string;
            /** Quality */
            quality: number;
            /** Left */
            left: number;
            /** Top */
            top: number;
            /** Right */
            right: number;
            /** Bottom */
            bottom: number;
            /** Frame Width */
            frame_width: number;
            /** Frame Height */
            frame_height: number;
            /** Image */
            image: string;
        };
        /**
         * DismissAnswer
         * @description How many of the faces were in the inbox.
         */
        DismissAnswer: {
            /** Dismissed */
            dismissed: number;
        };
        /**
         * EndAnswer
         * @description An ended case and the gallery's receipt.
         *
         *     The receipt is null where no picture had been added, and where the case had ended.
         */
        EndAnswer: {
            case: components["schemas"]["CaseFacts"];
            receipt: components["schemas"]["ReceiptFacts"] | null;
        };
        /**
         * EnrolAnswer
         * @description The person, the face as it is kept and as it was seen, and what to look at.
         *
         *     `existing` says that the same face of the same picture was there already. Without a
         *     picture there is no face.
         */
        EnrolAnswer: {
            person: components["schemas"]["PersonFacts"];
            face: components["schemas"]["KeptFace"] | null;
            /** Existing */
            existing: boolean;
            seen: components["schemas"]["FaceFacts"] | null;
            /**
             * Looks Like
             * @description people to compare with, perhaps
             */
            looks_like: components["schemas"]["LooksLike"][];
            /** Near Duplicates */
            near_duplicates: components["schemas"]["NearDuplicate"][];
        };
        /**
         * EventAnswer
         * @description What became of a message: `known` where it had been taken before.
         *
         *     It is `old`, and not taken, where its looks are of more than a day ago.
         */
        EventAnswer: {
            /** Event */
            event: string;
            /**
             * State
             * @enum {string}
             */
            state: "taken" | "known" | "old";
            /**
             * Faces
             * @description of its crops, how many show a face
             */
            faces: number;
            /**
             * Alerts
             * @description ids of the alerts that were made for it
             */
            alerts: string[];
        };
        /**
         * FaceBox
         * @description A face's box, which may reach past the edge of the picture.
         */
        FaceBox: {
            /** Left */
            left: number;
            /** Top */
            top: number;
            /** Right */
            right: number;
            /** Bottom */
            bottom: number;
        };
        /**
         * FaceFacts
         * @description One face: where it is, how sure the detector is, and how well it is seen.
         */
        FaceFacts: {
            /** Index */
            index: number;
            box: components["schemas"]["FaceBox"];
            /**
             * Probability
             * @description how sure the detector is, 0 to 1
             */
            probability: number;
            points: components["schemas"]["FivePoints"];
            quality: components["schemas"]["QualityFacts"];
        };
        /**
         * FacesAnswer
         * @description A person's faces by id; `after` is null on the last page.
         */
        FacesAnswer: {
            /** Faces */
            faces: components["schemas"]["KeptFace"][];
            /** After */
            after: string | null;
        };
        /**
         * FivePoints
         * @description MTCNN's five points. `left_eye` is the one on the left of the picture.
         */
        FivePoints: {
            /** Left Eye */
            left_eye: [
                number,
                number
            ];
            /** Right Eye */
            right_eye: [
                number,
                number
            ];
            /** Nose */
            nose: [
                number,
                number
            ];
            /** Mouth Left */
            mouth_left: [
                number,
                number
            ];
            /** Mouth Right */
            mouth_right: [
                number,
                number
            ];
        };
        /**
         * FrameAnswer
         * @description The faces of a frame, the largest first, and the alerts that it has made.
         */
        FrameAnswer: {
            /** Faces */
            faces: components["schemas"]["FrameFace"][];
            /** Alerts */
            alerts: string[];
        };
        /**
         * FrameFace
         * @description A face of a frame, and whom its track is taken for, if for anyone.
         */
        FrameFace: {
            box: components["schemas"]["ShareBox"];
            /** Track */
            track: string;
            person: components["schemas"]["AlertPerson"] | null;
            /** Similarity */
            similarity: number | null;
        };
        /**
         * Health
         * @description Whether the service has all that it needs; `status` is then `ok`.
         */
        Health: {
            /** Status */
            status: string;
        };
        /**
         * ImportAnswer
         * @description An import: how far it is, and when it is done, what came of it.
         */
        ImportAnswer: {
            /** Id */
            id: string;
            /**
             * State
             * @description failed says in error why nothing was done
             * @enum {string}
             */
            state: "waiting" | "working" | "done" | "failed";
            /** Prefix */
            prefix: string;
            /** Collection */
            collection: string;
            /**
             * Pictures
             * @description null until they are counted
             */
            pictures: number | null;
            /**
             * Done
             * @description pictures so far, about
             */
            done: number;
            /**
             * Enrolled
             * @default null
             */
            enrolled: number | null;
            /**
             * There
             * @description were there already
             * @default null
             */
            there: number | null;
            /**
             * Refused
             * @description how many were refused, by code
             * @default null
             */
            refused: {
                [key: string]: number;
            } | null;
            /**
             * To Look At
             * @description how many were enrolled with a doubt, by code
             * @default null
             */
            to_look_at: {
                [key: string]: number;
            } | null;
            /**
             * Outcomes
             * @description refusals and doubts, the first thousand
             * @default null
             */
            outcomes: components["schemas"]["OutcomeFacts"][] | null;
            /**
             * Report
             * @description where all of them lie in the bucket, as CSV
             * @default null
             */
            report: string | null;
            /**
             * Error
             * @default null
             */
            error: string | null;
            /**
             * Code
             * @default null
             */
            code: string | null;
        };
        JsonValue: unknown;
        /**
         * KeptFace
         * @description A face as it is kept, without its vector.
         */
        KeptFace: {
            /** Id */
            id: string;
            /**
             * Quality
             * @description score at its enrolment, 0 to 1
             */
            quality: number;
            /**
             * Confidence
             * @description how sure the detector was, 0 to 1
             */
            confidence: number;
            /** External Id */
            external_id: string | null;
            /**
             * Picture
             * @description keyed hash of the file that it was seen in
             */
            picture: string;
            box: components["schemas"]["ShareBox"];
            /**
             * Created
             * Format: date-time
             */
            created: string;
        };
        /**
         * LandmarkFacts
         * @description One face: its box, how sure the detector is, 68 points, and how it leans.
         */
        LandmarkFacts: {
            /** Index */
            index: number;
            box: components["schemas"]["FaceBox"];
            /**
             * Probability
             * @description how sure the detector is, 0 to 1
             */
            probability: number;
            /** Landmarks */
            landmarks: [
                number,
                number
            ][];
            /**
             * Inter Ocular Distance
             * @description pixels between the eyes' centres
             */
            inter_ocular_distance: number;
            /**
             * Roll
             * @description degrees, positive counter-clockwise
             */
            roll: number;
        };
        /**
         * LandmarksAnswer
         * @description Every chosen face of a picture with its landmarks.
         */
        LandmarksAnswer: {
            picture: components["schemas"]["PictureFacts"];
            /** Faces */
            faces: components["schemas"]["LandmarkFacts"][];
        };
        /**
         * Lifted
         * @description How many suppressions there were.
         */
        Lifted: {
            /** Lifted */
            lifted: number;
        };
        /**
         * LooksLike
         * @description Another person who would be named for the face.
         */
        LooksLike: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Similarity */
            similarity: number;
            /**
             * Needed
             * @description the similarity from which they are named
             */
            needed: number;
        };
        /**
         * Match
         * @description A person who is similar enough to a face.
         */
        Match: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Metadata */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /** Similarity */
            similarity: number;
            /**
             * Needed
             * @description the similarity from which they are named
             */
            needed: number;
        };
        /**
         * ModelFacts
         * @description One model file and what it may be used for.
         */
        ModelFacts: {
            /** Name */
            name: string;
            /** Kind */
            kind: string;
            /** File */
            file: string;
            /** Sha256 */
            sha256: string | null;
            /** Size */
            size: number | null;
            /** Licence */
            licence: string;
            /**
             * Commercial
             * @enum {string}
             */
            commercial: "yes" | "no" | "unknown";
            /** Training Data */
            training_data: string;
            /** Used For */
            used_for: string;
            /** Present */
            present: boolean;
        };
        /**
         * ModelsAnswer
         * @description Every model file that the service knows.
         */
        ModelsAnswer: {
            /** Models */
            models: components["schemas"]["ModelFacts"][];
        };
        /**
         * NameAnswer
         * @description The person, and what to look at: who looks alike, which faces were there.
         */
        NameAnswer: {
            person: components["schemas"]["PersonFacts"];
            /**
             * Faces
             * @description ids that the faces have in the gallery
             */
            faces: string[];
            /**
             * Looks Like
             * @description people to compare with, perhaps
             */
            looks_like: components["schemas"]["LooksLike"][];
            /** Near Duplicates */
            near_duplicates: components["schemas"]["NearDuplicate"][];
        };
        /**
         * NamedFace
         * @description A face, and who it is taken for: by the collection, and by the classifier.
         */
        NamedFace: {
            /**
             * @description null where no classifier was asked for
             * @default null
             */
            classified: components["schemas"]["Classified"] | null;
            /**
             * Label
             * @description the name of the person
             * @default null
             */
            label: string | null;
            /**
             * Person
             * @description the id of the person
             * @default null
             */
            person: string | null;
            /**
             * Similarity
             * @description of the best person to the face, named or not
             * @default null
             */
            similarity: number | null;
            /**
             * Needed
             * @description the similarity from which that person is named
             * @default null
             */
            needed: number | null;
            /**
             * Far
             * @description false-accept rate of the decision
             * @default null
             */
            far: number | null;
            /** Index */
            index: number;
            box: components["schemas"]["FaceBox"];
            /**
             * Probability
             * @description how sure the detector is, 0 to 1
             */
            probability: number;
            points: components["schemas"]["FivePoints"];
            quality: components["schemas"]["QualityFacts"];
        };
        /**
         * NearDuplicate
         * @description A face of the same person that is most likely of the same picture.
         */
        NearDuplicate: {
            /** Id */
            id: string;
            /** Similarity */
            similarity: number;
        };
        /**
         * OpenApi
         * @description This document.
         */
        OpenApi: {
            [key: string]: unknown;
        };
        /**
         * OutcomeFacts
         * @description A picture that was refused, or that people should look at.
         */
        OutcomeFacts: {
            /** File */
            file: string;
            /**
             * Result
             * @enum {string}
             */
            result: "enrolled" | "there" | "refused";
            /** Code */
            code: string;
            /** Reason */
            reason: string;
            /** Person */
            person: string;
            /** Name */
            name: string;
        };
        /**
         * PeopleAnswer
         * @description People by id, those with expired consent too; `after` is null at the end.
         */
        PeopleAnswer: {
            /** Collection */
            collection: string;
            /** People */
            people: components["schemas"]["PersonFacts"][];
            /** After */
            after: string | null;
        };
        /**
         * PersonFacts
         * @description A person of a collection. `faces` counts theirs, expired or not.
         */
        PersonFacts: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            /** Metadata */
            metadata: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            consent: components["schemas"]["ConsentFacts"];
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /** Faces */
            faces: number;
        };
        /**
         * PictureAnswer
         * @description A case and the picture that was added; `existing` where it had it already.
         */
        PictureAnswer: {
            case: components["schemas"]["CaseFacts"];
            /** Picture */
            picture: number;
            /** Existing */
            existing: boolean;
            /** Quality */
            quality: number;
            seen: components["schemas"]["FaceFacts"];
            /**
             * Looks Like
             * @description other cases to compare with
             */
            looks_like: components["schemas"]["LooksLike"][];
        };
        /**
         * PictureFacts
         * @description The upright picture in pixels, and the turn in which faces were found.
         */
        PictureFacts: {
            /** Width */
            width: number;
            /** Height */
            height: number;
            /**
             * Turned
             * @description degrees counter-clockwise
             */
            turned: number;
        };
        /**
         * PictureSize
         * @description The upright picture in pixels.
         */
        PictureSize: {
            /** Width */
            width: number;
            /** Height */
            height: number;
        };
        /**
         * PolicyFacts
         * @description What an operator states for all who are put into a collection.
         */
        PolicyFacts: {
            /** By */
            by: string;
            /** Purpose */
            purpose: string;
            /** Days */
            days: number | null;
        };
        /**
         * Problem
         * @description Why a request was refused: a sentence for people, a code for programs.
         */
        Problem: {
            /** Error */
            error: string;
            /** Code */
            code: string;
            /**
             * Request Id
             * @default null
             */
            request_id: string | null;
        };
        /**
         * QualityFacts
         * @description How far the face can be trusted: `score` is the lowest of the measures.
         */
        QualityFacts: {
            /** Score */
            score: number;
            /** Measures */
            measures: {
                [key: string]: number;
            };
            /**
             * Reasons
             * @description such as: too blurry: 0.31, needs 0.50
             */
            reasons: string[];
        };
        /**
         * ReceiptFacts
         * @description One erasure: what went, when, at whose word, and where copies may live on.
         */
        ReceiptFacts: {
            /** Id */
            id: string;
            /**
             * Erased
             * Format: date-time
             */
            erased: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "face" | "person" | "collection" | "expired";
            /** Collection */
            collection: string;
            /**
             * Subject
             * @description keyed hash of the collection's name and the person's id
             */
            subject: string | null;
            /** By */
            by: string;
            /** People Count */
            people_count: number;
            /** Faces Count */
            faces_count: number;
            /**
             * Faces
             * @description ids; empty for a whole collection
             */
            faces: string[];
            /**
             * Suppressed
             * @description whether it is kept from coming back
             */
            suppressed: boolean;
            /** Copies */
            copies: components["schemas"]["CopyFacts"][];
            /**
             * Signature
             * @description HMAC-SHA256, by the gallery's own key
             */
            signature: string;
        };
        /**
         * ReceiptsAnswer
         * @description Receipts in the order of time; `after` is null on the last page.
         */
        ReceiptsAnswer: {
            /** Receipts */
            receipts: components["schemas"]["ReceiptFacts"][];
            /** After */
            after: string | null;
        };
        /**
         * RecognizeAnswer
         * @description Every face of a picture, the largest first.
         *
         *     `gallery` is null where there is nobody whom a face could be taken for, `classifier`
         *     where none was asked for.
         */
        RecognizeAnswer: {
            picture: components["schemas"]["PictureSize"];
            /** Embedder */
            embedder: string;
            gallery: components["schemas"]["SearchedFacts"] | null;
            classifier: components["schemas"]["AskedClassifier"] | null;
            /** Faces */
            faces: components["schemas"]["NamedFace"][];
        };
        /**
         * RejectionFacts
         * @description A face, as it was seen, is not this person: someone has said so.
         */
        RejectionFacts: {
            /** Id */
            id: string;
            /** Person */
            person: string;
            /**
             * Picture
             * @description keyed hash of the file
             */
            picture: string;
            box: components["schemas"]["ShareBox"];
            /**
             * Created
             * Format: date-time
             */
            created: string;
        };
        /**
         * RejectionsAnswer
         * @description What was said of a person, in the order of time.
         */
        RejectionsAnswer: {
            /** Rejections */
            rejections: components["schemas"]["RejectionFacts"][];
        };
        /**
         * SearchAnswer
         * @description Every face of a picture, the largest first, and who is shown.
         */
        SearchAnswer: {
            picture: components["schemas"]["PictureSize"];
            /** Embedder */
            embedder: string;
            gallery: components["schemas"]["SearchedFacts"];
            /** Faces */
            faces: components["schemas"]["SearchedFace"][];
        };
        /**
         * SearchedFace
         * @description A face, who it is taken for, and everyone who is similar enough.
         */
        SearchedFace: {
            /**
             * Label
             * @description the name of the person
             * @default null
             */
            label: string | null;
            /**
             * Person
             * @description the id of the person
             * @default null
             */
            person: string | null;
            /**
             * Similarity
             * @description of the best person to the face, named or not
             * @default null
             */
            similarity: number | null;
            /**
             * Needed
             * @description the similarity from which that person is named
             * @default null
             */
            needed: number | null;
            /**
             * Far
             * @description false-accept rate of the decision
             * @default null
             */
            far: number | null;
            /** Index */
            index: number;
            box: components["schemas"]["FaceBox"];
            /**
             * Probability
             * @description how sure the detector is, 0 to 1
             */
            probability: number;
            points: components["schemas"]["FivePoints"];
            quality: components["schemas"]["QualityFacts"];
            /** Matches */
            matches: components["schemas"]["Match"][];
        };
        /**
         * SearchedFacts
         * @description Among whom was searched, and how often a stranger is named there.
         */
        SearchedFacts: {
            /** Collection */
            collection: string;
            /**
             * People
             * @description how many people of the collection have a face
             */
            people: number;
            /**
             * Far
             * @description false-accept rate: how often two strangers are taken for one
             */
            far: number;
            /**
             * Fpir
             * @description false-positive identification rate: how often a stranger is taken for anyone of the people
             */
            fpir: number;
            /** Sentence */
            sentence: string;
        };
        /**
         * ShareBox
         * @description A face's box in shares of the upright picture's width and height.
         */
        ShareBox: {
            /** Left */
            left: number;
            /** Top */
            top: number;
            /** Right */
            right: number;
            /** Bottom */
            bottom: number;
        };
        /**
         * SuppressionFacts
         * @description What is kept from coming back: a face of a picture, or a person's id.
         */
        SuppressionFacts: {
            /** Receipt */
            receipt: string;
            /**
             * Created
             * Format: date-time
             */
            created: string;
            /**
             * Picture
             * @description keyed hash of the picture of a face
             */
            picture: string | null;
            /**
             * Subject
             * @description keyed hash of a person's id
             */
            subject: string | null;
        };
        /**
         * SuppressionsAnswer
         * @description Suppressions of a collection; `after` is null on the last page.
         */
        SuppressionsAnswer: {
            /** Suppressions */
            suppressions: components["schemas"]["SuppressionFacts"][];
            /** After */
            after: string | null;
        };
        /**
         * SwapAnswer
         * @description The result as a data URI, the faces that took part, the mask if asked for.
         */
        SwapAnswer: {
            /** Width */
            width: number;
            /** Height */
            height: number;
            source: components["schemas"]["SwapFace"];
            /** Targets */
            targets: components["schemas"]["SwapFace"][];
            /**
             * Warnings
             * @description empty where nothing is doubtful
             */
            warnings: components["schemas"]["Warned"][];
            /** Image */
            image: string;
            /**
             * Mask
             * @default null
             */
            mask: string | null;
        };
        /**
         * SwapFace
         * @description A face that took part.
         */
        SwapFace: {
            /** Index */
            index: number;
            box: components["schemas"]["FaceBox"];
            /** Landmarks */
            landmarks: [
                number,
                number
            ][];
            /**
             * Yaw
             * @description degrees to the side, positive to the right
             */
            yaw: number;
        };
        /**
         * Threshold
         * @description The similarity from which two faces count as one person, and its error rates.
         */
        Threshold: {
            /**
             * Far
             * @description share of pairs of different people accepted
             */
            far: number;
            /**
             * Similarity
             * @description cosine; at least this is the same person
             */
            similarity: number;
            /**
             * Far Low
             * @description lower end of the 95 % interval of far
             */
            far_low: number;
            /**
             * Far High
             * @description upper end of the 95 % interval of far
             */
            far_high: number;
            /**
             * Tar
             * @description share of pairs of the same person accepted
             */
            tar: number;
        };
        /**
         * TicketAnswer
         * @description What one WebSocket is opened with: `url`, then `?ticket=` and the ticket.
         */
        TicketAnswer: {
            /**
             * Ticket
             * @description good for one connection
             */
            ticket: string;
            /**
             * Url
             * @description where to connect: wss://…
             */
            url: string;
            /**
             * Expires
             * Format: date-time
             * @description until when it can be used: a minute
             */
            expires: string;
        };
        /**
         * TrailAnswer
         * @description What was done, the newest first; `after` is null on the last page.
         */
        TrailAnswer: {
            /** Entries */
            entries: components["schemas"]["TrailEntry"][];
            /** After */
            after: string | null;
        };
        /**
         * TrailEntry
         * @description One thing that was done: with the alert, case, face or camera `about`.
         */
        TrailEntry: {
            /** Id */
            id: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /**
             * Action
             * @enum {string}
             */
            action: "alert_made" | "alert_confirmed" | "alert_rejected" | "case_enabled" | "case_changed" | "case_ended" | "case_expired" | "picture_added" | "picture_refused" | "unknown_named" | "unknown_dismissed" | "camera_changed";
            /** About */
            about: string;
            /** Camera */
            camera: string | null;
            /** Note */
            note: string | null;
        };
        /**
         * UnknownAnswer
         * @description Unknown faces, those of one person together; who was seen last comes first.
         *
         *     `more` says that there are so many faces that the oldest are left out.
         */
        UnknownAnswer: {
            /** Clusters */
            clusters: components["schemas"]["ClusterFacts"][];
            /** More */
            more: boolean;
        };
        /**
         * UnknownFacts
         * @description A face of nobody known, and the camera that followed it.
         */
        UnknownFacts: {
            /** Id */
            id: string;
            /** Camera */
            camera: string;
            /**
             * First
             * Format: date-time
             */
            first: string;
            /**
             * Last
             * Format: date-time
             */
            last: string;
            /** Quality */
            quality: number;
        };
        /**
         * UploadAnswer
         * @description A form to upload one picture with, and the name to give in a later request.
         */
        UploadAnswer: {
            /** Upload */
            upload: string;
            /** Url */
            url: string;
            /** Fields */
            fields: {
                [key: string]: string;
            };
            /** Limit */
            limit: number;
            /** Valid */
            valid: number;
        };
        /**
         * Verified
         * @description Whether this gallery gave out a receipt, to the last character.
         */
        Verified: {
            /** Genuine */
            genuine: boolean;
        };
        /**
         * Version
         * @description The version of the service.
         */
        Version: {
            /** Version */
            version: string;
        };
        /**
         * Warned
         * @description A reason to look twice at the result.
         */
        Warned: {
            /**
             * Code
             * @description for programs, such as turned or source_covered
             */
            code: string;
            /**
             * Message
             * @description for people, a sentence
             */
            message: string;
        };
        /**
         * Withdrawn
         * @description How many rejections were taken back.
         */
        Withdrawn: {
            /** Withdrawn */
            withdrawn: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "get-alerts": {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
                state?: ("candidate" | "confirmed" | "rejected") | null;
                kind?: ("customer" | "watchlist") | null;
                camera?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertsAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-alerts-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_alert. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-alerts-id-confirm": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Note
                     * @description why, for whoever asks later
                     * @default null
                     */
                    note?: string | null;
                };
                "application/json": {
                    /**
                     * Note
                     * @description why, for whoever asks later
                     * @default null
                     */
                    note?: string | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_alert. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: alert_decided. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-alerts-id-crop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_alert. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-alerts-id-reference": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_reference, unknown_alert. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-alerts-id-reject": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Note
                     * @description why, for whoever asks later
                     * @default null
                     */
                    note?: string | null;
                };
                "application/json": {
                    /**
                     * Note
                     * @description why, for whoever asks later
                     * @default null
                     */
                    note?: string | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Alert"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_alert. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: alert_decided. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-align": {
        parameters: {
            query?: {
                face?: ("largest" | "all") | number;
                at?: string | null;
                size?: number;
                crop?: "face" | "head";
                margin?: number;
                format?: "png" | "jpeg" | "webp";
                min_face?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    /**
                     * Face
                     * @description largest, all, or an index from 0, largest first
                     * @default largest
                     */
                    face?: ("largest" | "all") | number;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it, in place of face
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Size
                     * @description pixels a side of the aligned picture
                     * @default 256
                     */
                    size?: number;
                    /**
                     * Crop
                     * @description brows to chin, or the whole head
                     * @default face
                     * @enum {string}
                     */
                    crop?: "face" | "head";
                    /**
                     * Margin
                     * @description share of the crop that is added on every side
                     * @default 0
                     */
                    margin?: number;
                    /**
                     * Format
                     * @description of the aligned pictures
                     * @default png
                     * @enum {string}
                     */
                    format?: "png" | "jpeg" | "webp";
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
                "application/json": {
                    image: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Face
                     * @description largest, all, or an index from 0, largest first
                     * @default largest
                     */
                    face?: ("largest" | "all") | number;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it, in place of face
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Size
                     * @description pixels a side of the aligned picture
                     * @default 256
                     */
                    size?: number;
                    /**
                     * Crop
                     * @description brows to chin, or the whole head
                     * @default face
                     * @enum {string}
                     */
                    crop?: "face" | "head";
                    /**
                     * Margin
                     * @description share of the crop that is added on every side
                     * @default 0
                     */
                    margin?: number;
                    /**
                     * Format
                     * @description of the aligned pictures
                     * @default png
                     * @enum {string}
                     */
                    format?: "png" | "jpeg" | "webp";
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlignAnswer"];
                    "image/png": string;
                    "image/jpeg": string;
                    "image/webp": string;
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: not_acceptable. */
            406: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: face_out_of_range, no_face, too_many_faces, too_narrow, too_small. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: model_corrupt, model_missing, store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-audit": {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-cameras": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CamerasAnswer"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-cameras-camera": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Label
                     * @description what people call it
                     * @default null
                     */
                    label?: string | null;
                    /**
                     * Collections
                     * @description whose people it looks for
                     * @default null
                     */
                    collections?: string[] | null;
                    /**
                     * Visit Minutes
                     * @description who comes again after so many minutes has come anew
                     * @default null
                     */
                    visit_minutes?: number | null;
                };
                "application/json": {
                    /**
                     * Label
                     * @description what people call it
                     * @default null
                     */
                    label?: string | null;
                    /**
                     * Collections
                     * @description whose people it looks for
                     * @default null
                     */
                    collections?: string[] | null;
                    /**
                     * Visit Minutes
                     * @description who comes again after so many minutes has come anew
                     * @default null
                     */
                    visit_minutes?: number | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CameraFacts"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_camera. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-classify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassifiersAnswer"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: manifest_invalid, store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-classify-handle": {
        parameters: {
            query?: {
                top?: number;
                min_face?: number | null;
            };
            header?: never;
            path: {
                handle: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    /**
                     * Top
                     * @description the most classes of the answer
                     * @default 10
                     */
                    top?: number;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for, where people are named
                     * @default null
                     */
                    min_face?: number | null;
                };
                "application/json": {
                    image: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Top
                     * @description the most classes of the answer
                     * @default 10
                     */
                    top?: number;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for, where people are named
                     * @default null
                     */
                    min_face?: number | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "X-Visage-About"?: {
                        "application/json": components["schemas"]["ClassifyAbout"];
                    };
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClassifyAnswer"];
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_handle, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_face, too_narrow. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: manifest_invalid, model_corrupt, model_missing, model_unknown, store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-classify-handle-report": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                handle: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_report, unknown_handle. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: manifest_invalid, model_corrupt, model_missing, store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-clear-samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                    };
                };
            };
            /** @description Refused: not of the contract. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: too much for one call. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    "post-clear-samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: boolean;
                    };
                };
            };
            /** @description Refused: not of the contract. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: too much for one call. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    "get-collections": {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionsAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-collections": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Policy By
                     * @description who states that everyone enrolled has agreed; with policy_purpose
                     * @default null
                     */
                    policy_by?: string | null;
                    /**
                     * Policy Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    policy_purpose?: string | null;
                    /**
                     * Policy Days
                     * @description days until such a consent ends; none: it does not
                     * @default null
                     */
                    policy_days?: number | null;
                    /**
                     * Retention Days
                     * @description days after which faces are erased, whatever was said
                     * @default null
                     */
                    retention_days?: number | null;
                    /**
                     * Tags
                     * @description labels, at most 200
                     * @default null
                     */
                    tags?: {
                        [key: string]: string;
                    } | null;
                    /** Name */
                    name: string;
                };
                "application/json": {
                    /**
                     * Policy By
                     * @description who states that everyone enrolled has agreed; with policy_purpose
                     * @default null
                     */
                    policy_by?: string | null;
                    /**
                     * Policy Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    policy_purpose?: string | null;
                    /**
                     * Policy Days
                     * @description days until such a consent ends; none: it does not
                     * @default null
                     */
                    policy_days?: number | null;
                    /**
                     * Retention Days
                     * @description days after which faces are erased, whatever was said
                     * @default null
                     */
                    retention_days?: number | null;
                    /**
                     * Tags
                     * @description labels, at most 200
                     * @default null
                     */
                    tags?: {
                        [key: string]: string;
                    } | null;
                    /** Name */
                    name: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionFacts"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: collection_exists, idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-collections-collection": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionFacts"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-collections-collection": {
        parameters: {
            query?: {
                suppress?: boolean;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptFacts"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-collections-collection": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Policy By
                     * @description who states that everyone enrolled has agreed; with policy_purpose
                     * @default null
                     */
                    policy_by?: string | null;
                    /**
                     * Policy Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    policy_purpose?: string | null;
                    /**
                     * Policy Days
                     * @description days until such a consent ends; none: it does not
                     * @default null
                     */
                    policy_days?: number | null;
                    /**
                     * Retention Days
                     * @description days after which faces are erased, whatever was said
                     * @default null
                     */
                    retention_days?: number | null;
                    /**
                     * Tags
                     * @description labels, at most 200
                     * @default null
                     */
                    tags?: {
                        [key: string]: string;
                    } | null;
                };
                "application/json": {
                    /**
                     * Policy By
                     * @description who states that everyone enrolled has agreed; with policy_purpose
                     * @default null
                     */
                    policy_by?: string | null;
                    /**
                     * Policy Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    policy_purpose?: string | null;
                    /**
                     * Policy Days
                     * @description days until such a consent ends; none: it does not
                     * @default null
                     */
                    policy_days?: number | null;
                    /**
                     * Retention Days
                     * @description days after which faces are erased, whatever was said
                     * @default null
                     */
                    retention_days?: number | null;
                    /**
                     * Tags
                     * @description labels, at most 200
                     * @default null
                     */
                    tags?: {
                        [key: string]: string;
                    } | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CollectionFacts"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-collections-collection-suppressions": {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
            };
            header?: never;
            path: {
                collection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuppressionsAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-collections-collection-suppressions-receipt": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                collection: string;
                receipt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lifted"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    a: string;
                    /** Format: binary */
                    b: string;
                    /**
                     * Far
                     * @description false-accept rate of the decision; one of the measured ones
                     * @default 0.001
                     */
                    far?: number;
                    /**
                     * Face A
                     * @description index of the face in a, largest first
                     * @default 0
                     */
                    face_a?: number;
                    /**
                     * Face B
                     * @description index of the face in b, largest first
                     * @default 0
                     */
                    face_b?: number;
                    /**
                     * At A
                     * @description x,y of a point in a: the face whose box holds it, in place of face_a
                     * @default null
                     */
                    at_a?: string | null;
                    /**
                     * At B
                     * @description x,y of a point in b: the face whose box holds it, in place of face_b
                     * @default null
                     */
                    at_b?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
                "application/json": {
                    a: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    b: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Far
                     * @description false-accept rate of the decision; one of the measured ones
                     * @default 0.001
                     */
                    far?: number;
                    /**
                     * Face A
                     * @description index of the face in a, largest first
                     * @default 0
                     */
                    face_a?: number;
                    /**
                     * Face B
                     * @description index of the face in b, largest first
                     * @default 0
                     */
                    face_b?: number;
                    /**
                     * At A
                     * @description x,y of a point in a: the face whose box holds it, in place of face_a
                     * @default null
                     */
                    at_a?: string | null;
                    /**
                     * At B
                     * @description x,y of a point in b: the face whose box holds it, in place of face_b
                     * @default null
                     */
                    at_b?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareAnswer"];
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: face_out_of_range, no_face, too_narrow. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: model_corrupt, model_missing, store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-customers-account": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountFacts"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_account. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: customers_unreachable, gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-face-recognition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description a data URI, or base64 */
                    image: string;
                    /** @description the largest distance of a sample that counts */
                    min_distance?: number;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example 120, 80, 64, 72 */
                        bbox: string;
                        id: string | number;
                        name: string;
                        metadata: unknown;
                    }[];
                };
            };
            /** @description Refused: not of the contract. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: too much for one call. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    "get-health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-imports": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Consent By
                     * @description who has agreed: the person, or who speaks for them
                     * @default null
                     */
                    consent_by?: string | null;
                    /**
                     * Consent Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    consent_purpose?: string | null;
                    /**
                     * Consent Given
                     * @description since when: a day or a moment; now, if not given
                     * @default null
                     */
                    consent_given?: string | null;
                    /**
                     * Consent Expires
                     * @description until when: a day, the last one, or a moment; never, if not given
                     * @default null
                     */
                    consent_expires?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Prefix
                     * @description the folder below imports/ in the bucket for large pictures
                     */
                    prefix: string;
                    /**
                     * Several
                     * @description what becomes of pictures of several faces
                     * @default refuse
                     * @enum {string}
                     */
                    several?: "refuse" | "largest";
                    /**
                     * Quality
                     * @description good refuses faces that will be recognised badly; any takes them
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
                "application/json": {
                    /**
                     * Consent By
                     * @description who has agreed: the person, or who speaks for them
                     * @default null
                     */
                    consent_by?: string | null;
                    /**
                     * Consent Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    consent_purpose?: string | null;
                    /**
                     * Consent Given
                     * @description since when: a day or a moment; now, if not given
                     * @default null
                     */
                    consent_given?: string | null;
                    /**
                     * Consent Expires
                     * @description until when: a day, the last one, or a moment; never, if not given
                     * @default null
                     */
                    consent_expires?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Prefix
                     * @description the folder below imports/ in the bucket for large pictures
                     */
                    prefix: string;
                    /**
                     * Several
                     * @description what becomes of pictures of several faces
                     * @default refuse
                     * @enum {string}
                     */
                    several?: "refuse" | "largest";
                    /**
                     * Quality
                     * @description good refuses faces that will be recognised badly; any takes them
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_imports, no_pictures_there, unknown_collection. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-imports-id": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_imports, unknown_import. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-landmarks": {
        parameters: {
            query?: {
                face?: ("largest" | "all") | number;
                at?: string | null;
                format?: "png" | "jpeg" | "webp";
                min_face?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    /**
                     * Face
                     * @description largest, all, or an index from 0, largest first
                     * @default all
                     */
                    face?: ("largest" | "all") | number;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it, in place of face
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Format
                     * @description of the drawn picture
                     * @default png
                     * @enum {string}
                     */
                    format?: "png" | "jpeg" | "webp";
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
                "application/json": {
                    image: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Face
                     * @description largest, all, or an index from 0, largest first
                     * @default all
                     */
                    face?: ("largest" | "all") | number;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it, in place of face
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Format
                     * @description of the drawn picture
                     * @default png
                     * @enum {string}
                     */
                    format?: "png" | "jpeg" | "webp";
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LandmarksAnswer"];
                    "image/png": string;
                    "image/jpeg": string;
                    "image/webp": string;
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: face_out_of_range, no_face, too_many_faces, too_narrow, too_small. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: model_corrupt, model_missing, store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-live-tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketAnswer"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_live. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelsAnswer"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-openapi-json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApi"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people": {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
                collection?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people": {
        parameters: {
            query?: {
                face?: number | null;
                at?: string | null;
                min_face?: number | null;
                quality?: "good" | "any";
                external_id?: string | null;
                consent_by?: string | null;
                consent_purpose?: string | null;
                consent_given?: string | null;
                consent_expires?: string | null;
                collection?: string;
                name?: string;
                id?: string | null;
                metadata?: {
                    [key: string]: components["schemas"]["JsonValue"];
                } | null;
                if_exists?: "refuse" | "add" | "replace";
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image?: string;
                    /**
                     * Face
                     * @description index from 0, the largest first
                     * @default null
                     */
                    face?: number | null;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Quality
                     * @description good refuses a face that will be recognised badly; any takes it
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                    /**
                     * External Id
                     * @description what you call the picture or the face
                     * @default null
                     */
                    external_id?: string | null;
                    /**
                     * Consent By
                     * @description who has agreed: the person, or who speaks for them
                     * @default null
                     */
                    consent_by?: string | null;
                    /**
                     * Consent Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    consent_purpose?: string | null;
                    /**
                     * Consent Given
                     * @description since when: a day or a moment; now, if not given
                     * @default null
                     */
                    consent_given?: string | null;
                    /**
                     * Consent Expires
                     * @description until when: a day, the last one, or a moment; never, if not given
                     * @default null
                     */
                    consent_expires?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Name
                     * @description what people call them
                     */
                    name: string;
                    /**
                     * Id
                     * @description an id of your own; one is made, if not given
                     * @default null
                     */
                    id?: string | null;
                    /**
                     * Metadata
                     * @description a JSON object, at most 4 kB
                     * @default null
                     */
                    metadata?: {
                        [key: string]: components["schemas"]["JsonValue"];
                    } | null;
                    /**
                     * If Exists
                     * @description where the id is taken: refuse, add the face, replace the person
                     * @default refuse
                     * @enum {string}
                     */
                    if_exists?: "refuse" | "add" | "replace";
                };
                "application/json": {
                    image?: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Face
                     * @description index from 0, the largest first
                     * @default null
                     */
                    face?: number | null;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Quality
                     * @description good refuses a face that will be recognised badly; any takes it
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                    /**
                     * External Id
                     * @description what you call the picture or the face
                     * @default null
                     */
                    external_id?: string | null;
                    /**
                     * Consent By
                     * @description who has agreed: the person, or who speaks for them
                     * @default null
                     */
                    consent_by?: string | null;
                    /**
                     * Consent Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    consent_purpose?: string | null;
                    /**
                     * Consent Given
                     * @description since when: a day or a moment; now, if not given
                     * @default null
                     */
                    consent_given?: string | null;
                    /**
                     * Consent Expires
                     * @description until when: a day, the last one, or a moment; never, if not given
                     * @default null
                     */
                    consent_expires?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Name
                     * @description what people call them
                     */
                    name: string;
                    /**
                     * Id
                     * @description an id of your own; one is made, if not given
                     * @default null
                     */
                    id?: string | null;
                    /**
                     * Metadata
                     * @description a JSON object, at most 4 kB
                     * @default null
                     */
                    metadata?: {
                        [key: string]: components["schemas"]["JsonValue"];
                    } | null;
                    /**
                     * If Exists
                     * @description where the id is taken: refuse, add the face, replace the person
                     * @default refuse
                     * @enum {string}
                     */
                    if_exists?: "refuse" | "add" | "replace";
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolAnswer"];
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_collection, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict, person_exists, person_full, profile_mismatch, suppressed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: consent_expired, consent_missing, face_out_of_range, low_quality, no_face, several_faces, too_many_faces, too_narrow. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, model_corrupt, model_missing, settings_invalid, store_unreachable, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people-id": {
        parameters: {
            query?: {
                collection?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonFacts"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection, unknown_person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-people-id": {
        parameters: {
            query?: {
                suppress?: boolean;
                collection?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptFacts"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection, unknown_person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "patch-people-id": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Consent By
                     * @description who has agreed: the person, or who speaks for them
                     * @default null
                     */
                    consent_by?: string | null;
                    /**
                     * Consent Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    consent_purpose?: string | null;
                    /**
                     * Consent Given
                     * @description since when: a day or a moment; now, if not given
                     * @default null
                     */
                    consent_given?: string | null;
                    /**
                     * Consent Expires
                     * @description until when: a day, the last one, or a moment; never, if not given
                     * @default null
                     */
                    consent_expires?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Name
                     * @description what people call them
                     * @default null
                     */
                    name?: string | null;
                    /**
                     * Metadata
                     * @description a JSON object, at most 4 kB, in place of the old one
                     * @default null
                     */
                    metadata?: {
                        [key: string]: components["schemas"]["JsonValue"];
                    } | null;
                };
                "application/json": {
                    /**
                     * Consent By
                     * @description who has agreed: the person, or who speaks for them
                     * @default null
                     */
                    consent_by?: string | null;
                    /**
                     * Consent Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    consent_purpose?: string | null;
                    /**
                     * Consent Given
                     * @description since when: a day or a moment; now, if not given
                     * @default null
                     */
                    consent_given?: string | null;
                    /**
                     * Consent Expires
                     * @description until when: a day, the last one, or a moment; never, if not given
                     * @default null
                     */
                    consent_expires?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Name
                     * @description what people call them
                     * @default null
                     */
                    name?: string | null;
                    /**
                     * Metadata
                     * @description a JSON object, at most 4 kB, in place of the old one
                     * @default null
                     */
                    metadata?: {
                        [key: string]: components["schemas"]["JsonValue"];
                    } | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonFacts"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection, unknown_person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: consent_expired. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people-id-faces": {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
                collection?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FacesAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection, unknown_person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people-id-faces": {
        parameters: {
            query?: {
                face?: number | null;
                at?: string | null;
                min_face?: number | null;
                quality?: "good" | "any";
                external_id?: string | null;
                collection?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    /**
                     * Face
                     * @description index from 0, the largest first
                     * @default null
                     */
                    face?: number | null;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Quality
                     * @description good refuses a face that will be recognised badly; any takes it
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                    /**
                     * External Id
                     * @description what you call the picture or the face
                     * @default null
                     */
                    external_id?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                };
                "application/json": {
                    image: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Face
                     * @description index from 0, the largest first
                     * @default null
                     */
                    face?: number | null;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Quality
                     * @description good refuses a face that will be recognised badly; any takes it
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                    /**
                     * External Id
                     * @description what you call the picture or the face
                     * @default null
                     */
                    external_id?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EnrolAnswer"];
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_collection, unknown_person, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict, person_full, profile_mismatch, suppressed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: consent_expired, face_out_of_range, low_quality, no_face, several_faces, too_many_faces, too_narrow. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, model_corrupt, model_missing, settings_invalid, store_unreachable, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-people-id-faces-face": {
        parameters: {
            query?: {
                suppress?: boolean;
                collection?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                face: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptFacts"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection, unknown_face, unknown_person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people-id-merge": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Into
                     * @description the id of the person who gets the faces; the other is no more
                     */
                    into: string;
                };
                "application/json": {
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Into
                     * @description the id of the person who gets the faces; the other is no more
                     */
                    into: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonFacts"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection, unknown_person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict, person_full. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: consent_expired. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-people-id-rejections": {
        parameters: {
            query?: {
                collection?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectionsAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection, unknown_person. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-people-id-rejections": {
        parameters: {
            query?: {
                face?: number | null;
                at?: string | null;
                min_face?: number | null;
                collection?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    /**
                     * Face
                     * @description index from 0, the largest first
                     * @default null
                     */
                    face?: number | null;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                };
                "application/json": {
                    image: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Face
                     * @description index from 0, the largest first
                     * @default null
                     */
                    face?: number | null;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RejectionFacts"];
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_collection, unknown_person, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: face_out_of_range, no_face, several_faces, too_many_faces, too_narrow. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, model_corrupt, model_missing, settings_invalid, store_unreachable, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-people-id-rejections-rejection": {
        parameters: {
            query?: {
                collection?: string;
            };
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
                rejection: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Withdrawn"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection, unknown_person, unknown_rejection. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-receipts": {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptsAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-receipts-verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Id */
                    id: string;
                    /**
                     * Erased
                     * Format: date-time
                     */
                    erased: string;
                    /**
                     * Kind
                     * @enum {string}
                     */
                    kind: "face" | "person" | "collection" | "expired";
                    /** Collection */
                    collection: string;
                    /**
                     * Subject
                     * @description keyed hash of the collection's name and the person's id
                     */
                    subject: string | null;
                    /** By */
                    by: string;
                    /** People Count */
                    people_count: number;
                    /** Faces Count */
                    faces_count: number;
                    /**
                     * Faces
                     * @description ids; empty for a whole collection
                     */
                    faces: string[];
                    /**
                     * Suppressed
                     * @description whether it is kept from coming back
                     */
                    suppressed: boolean;
                    /** Copies */
                    copies: components["schemas"]["CopyFacts"][];
                    /**
                     * Signature
                     * @description HMAC-SHA256, by the gallery's own key
                     */
                    signature: string;
                };
                "application/json": {
                    /** Id */
                    id: string;
                    /**
                     * Erased
                     * Format: date-time
                     */
                    erased: string;
                    /**
                     * Kind
                     * @enum {string}
                     */
                    kind: "face" | "person" | "collection" | "expired";
                    /** Collection */
                    collection: string;
                    /**
                     * Subject
                     * @description keyed hash of the collection's name and the person's id
                     */
                    subject: string | null;
                    /** By */
                    by: string;
                    /** People Count */
                    people_count: number;
                    /** Faces Count */
                    faces_count: number;
                    /**
                     * Faces
                     * @description ids; empty for a whole collection
                     */
                    faces: string[];
                    /**
                     * Suppressed
                     * @description whether it is kept from coming back
                     */
                    suppressed: boolean;
                    /** Copies */
                    copies: components["schemas"]["CopyFacts"][];
                    /**
                     * Signature
                     * @description HMAC-SHA256, by the gallery's own key
                     */
                    signature: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verified"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-receipts-receipt": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                receipt: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReceiptFacts"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_receipt. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-recognize": {
        parameters: {
            query?: {
                collection?: string | null;
                min_face?: number | null;
                classifier?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    /**
                     * Collection
                     * @description where it is looked up who they are; the operator's default collection, if it is not given and anyone is in it
                     * @default null
                     */
                    collection?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Classifier
                     * @description handle of a trained classifier that says whose the faces are
                     * @default null
                     */
                    classifier?: string | null;
                };
                "application/json": {
                    image: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Collection
                     * @description where it is looked up who they are; the operator's default collection, if it is not given and anyone is in it
                     * @default null
                     */
                    collection?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Classifier
                     * @description handle of a trained classifier that says whose the faces are
                     * @default null
                     */
                    classifier?: string | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecognizeAnswer"];
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_collection, unknown_handle, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: profile_mismatch. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: too_many_faces, too_narrow. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, manifest_invalid, model_corrupt, model_missing, settings_invalid, store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-rekognition": {
        parameters: {
            query?: never;
            header: {
                "X-Amz-Target": "RekognitionService.AssociateFaces" | "RekognitionService.CompareFaces" | "RekognitionService.CreateCollection" | "RekognitionService.CreateUser" | "RekognitionService.DeleteCollection" | "RekognitionService.DeleteFaces" | "RekognitionService.DeleteUser" | "RekognitionService.DescribeCollection" | "RekognitionService.DetectFaces" | "RekognitionService.DisassociateFaces" | "RekognitionService.IndexFaces" | "RekognitionService.ListCollections" | "RekognitionService.ListFaces" | "RekognitionService.ListTagsForResource" | "RekognitionService.ListUsers" | "RekognitionService.SearchFaces" | "RekognitionService.SearchFacesByImage" | "RekognitionService.SearchUsers" | "RekognitionService.SearchUsersByImage" | "RekognitionService.TagResource" | "RekognitionService.UntagResource";
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-amz-json-1.1": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description The answer of the call. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-amz-json-1.1": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Refused, with the type that the call's clients know. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-amz-json-1.1": {
                        __type: string;
                        Code: string;
                        Message: string;
                    };
                };
            };
            /** @description Something went wrong here: InternalServerError. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-amz-json-1.1": {
                        __type: string;
                        Code: string;
                        Message: string;
                    };
                };
            };
        };
    };
    "post-search": {
        parameters: {
            query?: {
                collection?: string;
                limit?: number;
                fpir?: number;
                min_face?: number | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Limit
                     * @description the most people for each face
                     * @default 5
                     */
                    limit?: number;
                    /**
                     * Fpir
                     * @description how often a stranger may be taken for anyone of the collection
                     * @default 0.01
                     */
                    fpir?: number;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
                "application/json": {
                    image: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Limit
                     * @description the most people for each face
                     * @default 5
                     */
                    limit?: number;
                    /**
                     * Fpir
                     * @description how often a stranger may be taken for anyone of the collection
                     * @default 0.01
                     */
                    fpir?: number;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchAnswer"];
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_collection, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: profile_mismatch. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: too_many_faces, too_narrow. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, model_corrupt, model_missing, settings_invalid, store_unreachable, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-swap": {
        parameters: {
            query?: {
                source_face?: ("largest" | "all") | number;
                target_face?: ("largest" | "all") | number;
                source_at?: string | null;
                target_at?: string | null;
                exchange?: boolean;
                blend?: "seamless" | "feather" | "none";
                quality?: "good" | "any";
                label?: boolean;
                mask?: boolean;
                format?: ("png" | "jpeg" | "webp") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    source?: string;
                    /** Format: binary */
                    target: string;
                    /**
                     * Source Face
                     * @description largest, or an index from 0, largest first
                     * @default largest
                     */
                    source_face?: ("largest" | "all") | number;
                    /**
                     * Target Face
                     * @description largest, all, or an index from 0, largest first
                     * @default largest
                     */
                    target_face?: ("largest" | "all") | number;
                    /**
                     * Source At
                     * @description x,y of a point in the source: the face whose box holds it, in place of source_face
                     * @default null
                     */
                    source_at?: string | null;
                    /**
                     * Target At
                     * @description x,y of a point in the target: the face whose box holds it, in place of target_face
                     * @default null
                     */
                    target_at?: string | null;
                    /**
                     * Exchange
                     * @description two faces of the target in each other's place; needs no source
                     * @default false
                     */
                    exchange?: boolean;
                    /**
                     * Blend
                     * @description seamless matches colour and light, feather colour, none nothing
                     * @default seamless
                     * @enum {string}
                     */
                    blend?: "seamless" | "feather" | "none";
                    /**
                     * Quality
                     * @description good refuses a source face that is blurred, cut off or tiny; any takes it
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                    /**
                     * Label
                     * @description write 'Face swapped' into the lower left corner
                     * @default false
                     */
                    label?: boolean;
                    /**
                     * Mask
                     * @description the mask too, as PNG; in place of the picture where the answer is an image
                     * @default false
                     */
                    mask?: boolean;
                    /**
                     * Format
                     * @description of the result; as the target, if not given
                     * @default null
                     */
                    format?: ("png" | "jpeg" | "webp") | null;
                };
                "application/json": {
                    source?: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    target: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Source Face
                     * @description largest, or an index from 0, largest first
                     * @default largest
                     */
                    source_face?: ("largest" | "all") | number;
                    /**
                     * Target Face
                     * @description largest, all, or an index from 0, largest first
                     * @default largest
                     */
                    target_face?: ("largest" | "all") | number;
                    /**
                     * Source At
                     * @description x,y of a point in the source: the face whose box holds it, in place of source_face
                     * @default null
                     */
                    source_at?: string | null;
                    /**
                     * Target At
                     * @description x,y of a point in the target: the face whose box holds it, in place of target_face
                     * @default null
                     */
                    target_at?: string | null;
                    /**
                     * Exchange
                     * @description two faces of the target in each other's place; needs no source
                     * @default false
                     */
                    exchange?: boolean;
                    /**
                     * Blend
                     * @description seamless matches colour and light, feather colour, none nothing
                     * @default seamless
                     * @enum {string}
                     */
                    blend?: "seamless" | "feather" | "none";
                    /**
                     * Quality
                     * @description good refuses a source face that is blurred, cut off or tiny; any takes it
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                    /**
                     * Label
                     * @description write 'Face swapped' into the lower left corner
                     * @default false
                     */
                    label?: boolean;
                    /**
                     * Mask
                     * @description the mask too, as PNG; in place of the picture where the answer is an image
                     * @default false
                     */
                    mask?: boolean;
                    /**
                     * Format
                     * @description of the result; as the target, if not given
                     * @default null
                     */
                    format?: ("png" | "jpeg" | "webp") | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    /** @description With a picture: the codes of what is doubtful, comma-separated. */
                    "X-Visage-Warnings"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SwapAnswer"];
                    "image/png": string;
                    "image/jpeg": string;
                    "image/webp": string;
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: face_out_of_range, low_quality, no_face, too_many_faces, too_narrow, too_small, too_turned. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: model_corrupt, model_missing, store_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-unknown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnknownAnswer"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-unknown-dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Faces
                     * @description ids of faces
                     */
                    faces: string[];
                };
                "application/json": {
                    /**
                     * Faces
                     * @description ids of faces
                     */
                    faces: string[];
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DismissAnswer"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-unknown-name": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Consent By
                     * @description who has agreed: the person, or who speaks for them
                     * @default null
                     */
                    consent_by?: string | null;
                    /**
                     * Consent Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    consent_purpose?: string | null;
                    /**
                     * Consent Given
                     * @description since when: a day or a moment; now, if not given
                     * @default null
                     */
                    consent_given?: string | null;
                    /**
                     * Consent Expires
                     * @description until when: a day, the last one, or a moment; never, if not given
                     * @default null
                     */
                    consent_expires?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Faces
                     * @description ids of faces of one person
                     */
                    faces: string[];
                    /**
                     * Name
                     * @description what people call them
                     */
                    name: string;
                    /**
                     * Id
                     * @description an id of your own; one is made, if not given
                     * @default null
                     */
                    id?: string | null;
                    /**
                     * Metadata
                     * @description a JSON object, at most 4 kB
                     * @default null
                     */
                    metadata?: {
                        [key: string]: components["schemas"]["JsonValue"];
                    } | null;
                    /**
                     * If Exists
                     * @description where the id is taken: refuse, add the faces, replace the person
                     * @default refuse
                     * @enum {string}
                     */
                    if_exists?: "refuse" | "add" | "replace";
                };
                "application/json": {
                    /**
                     * Consent By
                     * @description who has agreed: the person, or who speaks for them
                     * @default null
                     */
                    consent_by?: string | null;
                    /**
                     * Consent Purpose
                     * @description what they have agreed to
                     * @default null
                     */
                    consent_purpose?: string | null;
                    /**
                     * Consent Given
                     * @description since when: a day or a moment; now, if not given
                     * @default null
                     */
                    consent_given?: string | null;
                    /**
                     * Consent Expires
                     * @description until when: a day, the last one, or a moment; never, if not given
                     * @default null
                     */
                    consent_expires?: string | null;
                    /**
                     * Collection
                     * @description the collection's name; people, if not given
                     */
                    collection?: string;
                    /**
                     * Faces
                     * @description ids of faces of one person
                     */
                    faces: string[];
                    /**
                     * Name
                     * @description what people call them
                     */
                    name: string;
                    /**
                     * Id
                     * @description an id of your own; one is made, if not given
                     * @default null
                     */
                    id?: string | null;
                    /**
                     * Metadata
                     * @description a JSON object, at most 4 kB
                     * @default null
                     */
                    metadata?: {
                        [key: string]: components["schemas"]["JsonValue"];
                    } | null;
                    /**
                     * If Exists
                     * @description where the id is taken: refuse, add the faces, replace the person
                     * @default refuse
                     * @enum {string}
                     */
                    if_exists?: "refuse" | "add" | "replace";
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NameAnswer"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_collection, unknown_person, unknown_sighting. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: idempotency_conflict, person_exists, person_full, profile_mismatch, suppressed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: consent_expired, consent_missing. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-unknown-face-crop": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                face: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_sighting. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-update-samples": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    id: string | number;
                    name?: string;
                    /** @description a data URI, or base64 */
                    image?: string;
                    metadata?: unknown;
                    /** @description add (the default) or delete */
                    action?: string;
                }[];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        success: (string | number)[];
                        fail: (string | number)[];
                    };
                };
            };
            /** @description Refused: not of the contract. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Refused: too much for one call. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
            /** @description Something went wrong here. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        error: string;
                    };
                };
            };
        };
    };
    "post-uploads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadAnswer"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-version": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Version"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-watch-audit": {
        parameters: {
            query?: {
                after?: string | null;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrailAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-watch-camera-events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                camera: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Version
                     * @description of the message's format
                     * @constant
                     */
                    version: 1;
                    /**
                     * Event
                     * @description the message's id: it is taken once
                     */
                    event: string;
                    /**
                     * Track
                     * @description the id of the face that was followed
                     */
                    track: string;
                    /**
                     * Part
                     * @description counts the messages of a track from 0
                     */
                    part: number;
                    /**
                     * Crops
                     * @description looks, the best first
                     */
                    crops: components["schemas"]["Crop"][];
                };
                "application/json": {
                    /**
                     * Version
                     * @description of the message's format
                     * @constant
                     */
                    version: 1;
                    /**
                     * Event
                     * @description the message's id: it is taken once
                     */
                    event: string;
                    /**
                     * Track
                     * @description the id of the face that was followed
                     */
                    track: string;
                    /**
                     * Part
                     * @description counts the messages of a track from 0
                     */
                    part: number;
                    /**
                     * Crops
                     * @description looks, the best first
                     */
                    crops: components["schemas"]["Crop"][];
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventAnswer"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, model_corrupt, model_missing, settings_invalid, watch_unreachable, wrong_embedder. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-watch-camera-frames": {
        parameters: {
            query?: {
                session?: string;
                taken?: string | null;
            };
            header?: never;
            path: {
                camera: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    /**
                     * Session
                     * @description made up by the page: 32 hexadecimal digits, new for each start
                     */
                    session: string;
                    /**
                     * Taken
                     * @description when the frame was taken; now, if not given or a day ago
                     * @default null
                     */
                    taken?: string | null;
                };
                "application/json": {
                    image: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Session
                     * @description made up by the page: 32 hexadecimal digits, new for each start
                     */
                    session: string;
                    /**
                     * Taken
                     * @description when the frame was taken; now, if not given or a day ago
                     * @default null
                     */
                    taken?: string | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FrameAnswer"];
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: too_narrow. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, model_corrupt, model_missing, settings_invalid, store_unreachable, watch_unreachable, wrong_embedder. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-watchlist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasesAnswer"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-watchlist-case": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "multipart/form-data": {
                    /**
                     * Note
                     * @description the authorisation: who allowed the search, and where it is filed
                     * @default null
                     */
                    note?: string | null;
                    /**
                     * Expires
                     * @description until when: a day, the last one, or a moment; at most 366 days
                     * @default null
                     */
                    expires?: string | null;
                    /**
                     * Name
                     * @description what to call the person; as it is, if not given
                     * @default null
                     */
                    name?: string | null;
                };
                "application/json": {
                    /**
                     * Note
                     * @description the authorisation: who allowed the search, and where it is filed
                     * @default null
                     */
                    note?: string | null;
                    /**
                     * Expires
                     * @description until when: a day, the last one, or a moment; at most 366 days
                     * @default null
                     */
                    expires?: string | null;
                    /**
                     * Name
                     * @description what to call the person; as it is, if not given
                     * @default null
                     */
                    name?: string | null;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseFacts"];
                };
            };
            /** @description Refused: bad_json, bad_multipart, bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: body_too_large. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-watchlist-case": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EndAnswer"];
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_case. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "post-watchlist-case-pictures": {
        parameters: {
            query?: {
                face?: number | null;
                at?: string | null;
                min_face?: number | null;
                quality?: "good" | "any";
            };
            header?: never;
            path: {
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "image/*": string;
                "multipart/form-data": {
                    /** Format: binary */
                    image: string;
                    /**
                     * Face
                     * @description index from 0, the largest first
                     * @default null
                     */
                    face?: number | null;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Quality
                     * @description good refuses a face that will be recognised badly; any takes it
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                };
                "application/json": {
                    image: string | {
                        /** @description what POST /uploads gave */
                        upload: string;
                    };
                    /**
                     * Face
                     * @description index from 0, the largest first
                     * @default null
                     */
                    face?: number | null;
                    /**
                     * At
                     * @description x,y of a point: the face whose box holds it
                     * @default null
                     */
                    at?: string | null;
                    /**
                     * Min Face
                     * @description width in pixels of the smallest face to look for
                     * @default null
                     */
                    min_face?: number | null;
                    /**
                     * Quality
                     * @description good refuses a face that will be recognised badly; any takes it
                     * @default good
                     * @enum {string}
                     */
                    quality?: "good" | "any";
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PictureAnswer"];
                };
            };
            /** @description Refused: bad_base64, bad_json, bad_multipart, bad_parameter, empty_body, missing_image, truncated_image. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: no_uploads, unknown_case, unknown_upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: case_closed, case_full, person_full, profile_mismatch, suppressed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: answer_too_large, body_too_large, too_costly, too_many_pixels. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unsupported_image, unsupported_media_type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: consent_expired, face_out_of_range, low_quality, no_face, several_faces, too_many_faces, too_narrow. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, model_corrupt, model_missing, settings_invalid, store_unreachable, watch_unreachable, wrong_embedder. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-watchlist-case-pictures-n": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: string;
                n: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/jpeg": string;
                };
            };
            /** @description Refused: bad_parameter. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unauthorized. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: forbidden. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: unknown_case. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong here: internal. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: gallery_unreachable, settings_invalid, watch_unreachable. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
            /** @description Refused: storage_full. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
