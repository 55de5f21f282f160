using Microsoft.AspNetCore.Http;

namespace Rollouts.Api.SignIn;

/// <summary>Reads the single field of this service's forms.</summary>
internal static class Forms
{
    private const int Most = 4096;

    /// <summary>Null if there is no form; empty if it has no such field.</summary>
    public static async Task<string?> ReadAsync(HttpContext context, string field)
    {
        if (
            context.Request.ContentType?.StartsWith(
                "application/x-www-form-urlencoded",
                StringComparison.OrdinalIgnoreCase
            ) != true
        )
        {
            return null;
        }

        if (context.Request.ContentLength is not <= Most)
        {
            return "";
        }

        try
        {
            var form = await context.Request.ReadFormAsync(context.RequestAborted);
            return form[field] is [{ } only] ? only : "";
        }
        catch (InvalidDataException)
        {
            return "";
        }
    }
}
