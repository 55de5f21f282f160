using Microsoft.AspNetCore.Http;
using Rollouts.Api.Tests.Tokens;
using Rollouts.Servers;

namespace Rollouts.Api.Tests.SignIn;

/// <summary>A provider that says whatever a test wants it to, true or not.</summary>
internal sealed class StubProvider : IAsyncDisposable
{
    public const string Client = "rollouts";

    private HttpServer? _server;

    public Forge Forge { get; } = new();

    public string Issuer => _server!.Address.ToString().TrimEnd('/');

    /// <summary>What it gives for any code; null for a refusal.</summary>
    public string? IdToken { get; set; }

    public object? UserInfo { get; set; }

    public string Keys { get; set; } = "";

    public bool NamesIssuer { get; set; }

    public bool IsDown { get; set; }

    /// <summary>The forms that were sent for tokens.</summary>
    public List<string> Redeemed { get; } = [];

    public static async Task<StubProvider> StartAsync()
    {
        var stub = new StubProvider();
        stub.Keys = stub.Forge.Keys();
        stub._server = await HttpServer.StartAsync(stub.AnswerAsync);
        return stub;
    }

    public Dictionary<string, object?> Claims(string nonce) =>
        new(StringComparer.Ordinal)
        {
            ["iss"] = Issuer,
            ["aud"] = Client,
            ["sub"] = "a-1",
            ["email"] = "Alice@Example.com",
            ["email_verified"] = true,
            ["groups"] = new[] { "staff" },
            ["nonce"] = nonce,
            ["iat"] = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(),
            ["exp"] = TimeProvider.System.GetUtcNow().AddMinutes(5).ToUnixTimeSeconds(),
        };

    public async ValueTask DisposeAsync()
    {
        Forge.Dispose();
        await _server!.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (IsDown)
        {
            context.Response.StatusCode = 503;
            return;
        }

        switch (context.Request.Path.Value)
        {
            case "/jwks":
                await context.Response.WriteAsync(Keys);
                return;
            case "/userinfo":
                await context.Response.WriteAsJsonAsync(UserInfo);
                return;
            case "/token":
                using (var reader = new StreamReader(context.Request.Body))
                {
                    Redeemed.Add(await reader.ReadToEndAsync());
                }

                context.Response.StatusCode = IdToken is null ? 400 : 200;
                await context.Response.WriteAsJsonAsync(
                    IdToken is null
                        ? (object)new { error = "invalid_grant" }
                        : new
                        {
                            id_token = IdToken,
                            access_token = "a",
                            token_type = "Bearer",
                        }
                );
                return;
            default:
                await context.Response.WriteAsJsonAsync(
                    new
                    {
                        issuer = Issuer,
                        authorization_endpoint = $"{Issuer}/auth",
                        token_endpoint = $"{Issuer}/token",
                        jwks_uri = $"{Issuer}/jwks",
                        userinfo_endpoint = UserInfo is null ? null : $"{Issuer}/userinfo",
                        authorization_response_iss_parameter_supported = NamesIssuer,
                    }
                );
                return;
        }
    }
}
