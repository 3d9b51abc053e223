// Made from the service’s openapi.json by `npm run client`.

export interface paths {
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
    "/recognize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Find and describe every face of a picture */
        post: operations["post-recognize"];
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
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
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
         * Health
         * @description Whether the service has all that it needs; `status` is then `ok`.
         */
        Health: {
            /** Status */
            status: string;
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
         * OpenApi
         * @description This document.
         */
        OpenApi: {
            [key: string]: unknown;
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
         * RecognizeAnswer
         * @description Every face of a picture, the largest first.
         */
        RecognizeAnswer: {
            picture: components["schemas"]["PictureSize"];
            /** Embedder */
            embedder: string;
            /** Faces */
            faces: components["schemas"]["FaceFacts"][];
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
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
            /** @description Refused: face_out_of_range, no_face, too_narrow, too_small. */
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
            /** @description Refused: gallery_unreachable. */
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
            /** @description Refused: gallery_unreachable. */
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
            /** @description Refused: gallery_unreachable. */
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
            /** @description Refused: gallery_unreachable. */
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
            /** @description Refused: gallery_unreachable. */
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
            /** @description Refused: face_out_of_range, no_face, too_narrow, too_small. */
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
    "post-recognize": {
        parameters: {
            query?: {
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
}
