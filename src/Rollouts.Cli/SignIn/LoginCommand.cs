using System.CommandLine;
using System.Net;
using System.Text.Json;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.SignIn;

/// <summary>Opens a person's session by a one-time link of the server.</summary>
internal static class LoginCommand
{
    private const string CookieName = "rollouts";

    public static Command Create()
    {
        var link = new Argument<string?>("link")
        {
            Description =
                "The one-time link that 'rollouts-api serve' or 'rollouts-api link' prints; - reads it from stdin.",
        };
        var command = new ExampledCommand(
            "login",
            "Sign in as a person by a one-time link of a server without a provider. The session lies in a file that "
                + "only you read, and the server can end it. Pipelines use keys instead.",
            [
                "rollouts login \"http://127.0.0.1:8080/sign-in/first?code=...\"",
                "rollouts-api link ... | rollouts login -",
            ]
        )
        {
            link,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var io = parsed.InvocationConfiguration;
                var text = parsed.GetValue(link);
                var address = AddressOf(text == "-" ? await Console.In.ReadLineAsync(cancellation) : text);
                var session = await OpenAsync(address, cancellation);
                var file = Credentials.Keep(session);
                await io.Output.WriteLineAsync(
                    $"Signed in to {session.Server} as {session.Name}"
                        + (session.Until is { } until ? $" until {until}" : "")
                        + $". The session is in {file}."
                );
                return ExitCodes.Succeeded;
            }
        );
        return command;
    }

    private static Uri AddressOf(string? text) =>
        Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var address)
        && address.Scheme is "http" or "https"
        && address.Query.Contains("code=", StringComparison.Ordinal)
            ? address
            : throw new CommandFailedException(
                ExitCodes.Usage,
                "That is no one-time link. 'rollouts-api link' prints one on the server's machine; where people sign "
                    + "in with a provider, use the browser."
            );

    private static async Task<StoredSession> OpenAsync(Uri link, CancellationToken cancellation)
    {
        var server = link.GetLeftPart(UriPartial.Authority);
        var cookies = new CookieContainer();
        using var handler = new SocketsHttpHandler { CookieContainer = cookies, AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = new Uri(server) };
        var code = Uri.UnescapeDataString(
            link.Query[(link.Query.IndexOf("code=", StringComparison.Ordinal) + 5)..].Split('&')[0]
        );
        try
        {
            using var form = new FormUrlEncodedContent([new("code", code)]);
            using var answer = await http.PostAsync(link.AbsolutePath, form, cancellation);
            var kept = cookies
                .GetCookies(new Uri(server))
                .FirstOrDefault(cookie => cookie.Name.EndsWith(CookieName, StringComparison.Ordinal));
            if (kept is null)
            {
                throw new CommandFailedException(
                    ExitCodes.Refused,
                    "The server does not take the link: it was used, is older than 15 minutes, or of another server. "
                        + "Make another one with 'rollouts-api link'."
                );
            }

            var me = JsonElement.Parse(await http.GetStringAsync("/api/v1/me", cancellation));
            return new StoredSession(
                server,
                kept.Name,
                kept.Value,
                me.GetProperty("csrf").GetString()!,
                me.GetProperty("name").GetString()!,
                me.TryGetProperty("until", out var until) ? until.GetString() : null
            );
        }
        catch (HttpRequestException exception)
        {
            throw new CommandFailedException(ExitCodes.Unreachable, $"{server} does not answer: {exception.Message}");
        }
    }
}
