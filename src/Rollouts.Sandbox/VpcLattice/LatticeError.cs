using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.VpcLattice;

/// <summary>The errors of VPC Lattice, by their names and statuses, with the members that its model requires.</summary>
internal sealed record LatticeError(int Status, string Code, JsonObject Body)
{
    /// <summary>The content of <c>Retry-After</c>, for errors that have it.</summary>
    public int? RetryAfterSeconds { get; init; }

    public static LatticeError Invalid(string field, string message) =>
        new(
            400,
            "ValidationException",
            new JsonObject
            {
                ["message"] = $"1 validation error detected: {message}",
                ["reason"] = "fieldValidationFailed",
                ["fieldList"] = new JsonArray(new JsonObject { ["name"] = field, ["message"] = message }),
            }
        );

    public static LatticeError Unreadable() =>
        new(
            400,
            "ValidationException",
            new JsonObject { ["message"] = "The request body is no JSON object", ["reason"] = "cannotParse" }
        );

    public static LatticeError UnknownOperation() =>
        new(
            400,
            "ValidationException",
            new JsonObject { ["message"] = "The operation is unknown", ["reason"] = "unknownOperation" }
        );

    public static LatticeError NotFound(string type, string id) =>
        new(404, "ResourceNotFoundException", Resource($"{type} {id} not found", type, id));

    public static LatticeError Conflict(string type, string id, string message) =>
        new(409, "ConflictException", Resource(message, type, id));

    public static LatticeError Quota(string type, string message) =>
        new(
            402,
            "ServiceQuotaExceededException",
            new JsonObject
            {
                ["message"] = message,
                ["resourceType"] = type,
                ["serviceCode"] = "vpc-lattice",
                ["quotaCode"] = "sandbox-rules-per-listener",
            }
        );

    public static LatticeError Throttled() =>
        new(429, "ThrottlingException", new JsonObject { ["message"] = "Rate exceeded" }) { RetryAfterSeconds = 1 };

    public static LatticeError Broken() =>
        new(500, "InternalServerException", new JsonObject { ["message"] = "The sandbox was told to fail" })
        {
            RetryAfterSeconds = 1,
        };

    private static JsonObject Resource(string message, string type, string id) =>
        new()
        {
            ["message"] = message,
            ["resourceType"] = type,
            ["resourceId"] = id,
        };
}
