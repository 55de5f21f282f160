using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Rollouts.Sandbox.Kong;

/// <summary>The errors of the Admin API, with the wording on which clients depend.</summary>
internal static class KongRefusal
{
    public static IResult NotFound() => Say(404, "Not found");

    public static IResult BadBody() => Say(400, "Cannot parse JSON body");

    public static IResult WrongToken() => Say(401, "Invalid RBAC credentials");

    public static IResult NoPermission() => Say(401, "Unauthorized");

    public static IResult ReadOnly() =>
        Say(405, "cannot create or update 'targets' entities when not using a database");

    public static IResult Invalid(string field, string why) =>
        Results.Json(
            new JsonObject
            {
                ["code"] = 2,
                ["name"] = "schema violation",
                ["message"] = $"schema violation ({field}: {why})",
                ["fields"] = new JsonObject { [field] = why },
            },
            statusCode: 400
        );

    public static IResult Taken(string cacheKey) =>
        Results.Json(
            new JsonObject
            {
                ["code"] = 5,
                ["name"] = "unique constraint violation",
                ["message"] = $"UNIQUE violation detected on '{{cache_key=\"{cacheKey}\"}}'",
                ["fields"] = new JsonObject { ["cache_key"] = cacheKey },
            },
            statusCode: 409
        );

    private static IResult Say(int status, string message) =>
        Results.Json(new JsonObject { ["message"] = message }, statusCode: status);
}
