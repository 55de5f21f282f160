using System.Text.Json.Nodes;

namespace Rollouts.Sandbox.Kubernetes;

/// <summary>An answer of the API server: an object, or a Status that says why there is none.</summary>
internal sealed record ClusterStatus(int Code, JsonObject Body)
{
    /// <summary>How many seconds the client is asked to wait; null where it is not asked to.</summary>
    public int? RetryAfter { get; init; }

    public static ClusterStatus Done(JsonObject body, int code = 200) => new(code, body);

    public static ClusterStatus Failure(int code, string reason, string message, JsonObject? details = null)
    {
        var body = new JsonObject
        {
            ["kind"] = "Status",
            ["apiVersion"] = "v1",
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = message,
            ["reason"] = reason,
            ["code"] = code,
        };
        if (details is not null)
        {
            body["details"] = details;
        }

        return new(code, body);
    }

    public static ClusterStatus Throttled(int seconds) =>
        Failure(
            429,
            "TooManyRequests",
            "too many requests, please try again later",
            new JsonObject { ["retryAfterSeconds"] = seconds }
        ) with
        {
            RetryAfter = seconds,
        };

    public static ClusterStatus NotFound(ObjectPath path) => Failure(404, "NotFound", $"{path} not found");

    public static ClusterStatus NoSuchResource() =>
        Failure(404, "NotFound", "the server could not find the requested resource");

    public static ClusterStatus Stale(ObjectPath path) =>
        Failure(
            409,
            "Conflict",
            $"Operation cannot be fulfilled on {path}: the object has been modified; please apply your changes to the "
                + "latest version and try again"
        );

    public static ClusterStatus Forbidden(string verb, ObjectPath path) =>
        Failure(
            403,
            "Forbidden",
            $"{path} is forbidden: User \"system:serviceaccount:rollouts:rollouts\" cannot {verb} resource "
                + $"\"{path.Plural}\" in API group \"{path.Group}\" in the namespace"
        );

    public static ClusterStatus Denied(string why) =>
        Failure(403, "Forbidden", $"admission webhook \"validate.example\" denied the request: {why}");

    public static ClusterStatus FieldConflict(string manager, string apiVersion, IReadOnlyList<string> fields) =>
        Failure(
            409,
            "Conflict",
            $"Apply failed with {fields.Count} conflict{(fields.Count == 1 ? "" : "s")}: conflict with \"{manager}\" "
                + $"using {apiVersion}: {string.Join(", ", fields)}",
            new JsonObject
            {
                ["causes"] = new JsonArray([
                    .. fields.Select(field => new JsonObject
                    {
                        ["reason"] = "FieldManagerConflict",
                        ["message"] = $"conflict with \"{manager}\" using {apiVersion}",
                        ["field"] = field,
                    }),
                ]),
            }
        );
}
