using System.Net;
using System.Text;
using System.Text.Json;

namespace Rollouts.Cli.Server;

/// <summary>Turns the problem documents of the server into errors for the user of a command.</summary>
internal static class ServerRefusal
{
    public static async Task<CommandFailedException> OfAsync(
        HttpResponseMessage response,
        ServerClient server,
        CancellationToken cancellation
    )
    {
        var problem = await ReadAsync(response, cancellation);
        if (problem is null)
        {
            return new CommandFailedException(
                response.StatusCode >= HttpStatusCode.InternalServerError ? ExitCodes.Unreachable : ExitCodes.Refused,
                $"{server.Address} answers {(int)response.StatusCode} without saying why. Check that it is the address "
                    + "of a Rollouts server."
            );
        }

        var isAway =
            response.StatusCode >= HttpStatusCode.InternalServerError
            || response.StatusCode == HttpStatusCode.TooManyRequests;
        return new CommandFailedException(isAway ? ExitCodes.Unreachable : ExitCodes.Refused, Say(problem, server));
    }

    /// <summary>The code of the problem document; null if the response is not one.</summary>
    public static async Task<string?> CodeOfAsync(HttpResponseMessage response)
    {
        // The response is buffered, so that later code can read it again.
        await response.Content.LoadIntoBufferAsync();
        return (await ReadAsync(response, default))?.Code;
    }

    private static string Say(ServerProblem problem, ServerClient server)
    {
        var text = new StringBuilder($"{problem.Code}: {problem.Detail}");
        foreach (var error in problem.Errors ?? [])
        {
            text.Append('\n').Append($"{error.Line}:{error.Column}: {error.Code}: {error.At}: {error.Detail}");
        }

        if (problem.Code == "identity.key-needed")
        {
            text.Append('\n')
                .Append(
                    server.HasCredential
                        ? "The key or session that was sent opens nothing: it is wrong, revoked or expired. "
                        : "No key or session was sent. "
                )
                .Append($"Set {ServerOptions.KeyVariable}, give --key-file, or sign in with 'rollouts login'.");
        }

        return text.ToString();
    }

    private static async Task<ServerProblem?> ReadAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        try
        {
            var body = await response.Content.ReadAsByteArrayAsync(cancellation);
            return JsonSerializer.Deserialize(body, CliJson.Default.ServerProblem) is { Code: { Length: > 0 } } problem
                ? problem
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
