using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Rollouts.Api.Identity;
using Rollouts.Api.Limits;
using Scalar.AspNetCore;

namespace Rollouts.Api.Documents;

/// <summary>
/// The reference of the API for people, at <c>/docs</c>. Scalar renders the OpenAPI document in the browser. All of its
/// files come from this process.
/// </summary>
internal static class ApiReference
{
    private const int NonceBytes = 16;

    public static void MapReference(this IEndpointRouteBuilder app) =>
        app.MapScalarApiReference("/docs", Configure).AllowAll().ExcludeFromDescription();

    private static void Configure(ScalarOptions options, HttpContext context)
    {
        var nonce = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes));
        SecurityHeaders.PutPolicy(context, Policy(nonce));
        options
            .WithTitle("Rollouts API")
            .WithOpenApiRoutePattern("/api/v1/openapi.json")
            .WithNonce(nonce)
            // Each of these features would call a server of another company.
            .DisableAgent()
            .DisableMcp()
            .DisableTelemetry()
            .DisableDefaultFonts()
            .HideClientButton();
    }

    // Scalar writes styles while it renders, without a nonce.
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'unsafe-inline'; img-src 'self' data:; "
        + "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
