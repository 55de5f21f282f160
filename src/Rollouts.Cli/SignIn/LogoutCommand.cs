using System.CommandLine;
using Rollouts.Cli.Output;
using Rollouts.Cli.Server;

namespace Rollouts.Cli.SignIn;

/// <summary>Ends the session that 'login' opened, at the server and on this machine.</summary>
internal static class LogoutCommand
{
    public static Command Create()
    {
        var command = new ExampledCommand(
            "logout",
            "End the session that 'rollouts login' opened, at the server and on this machine.",
            ["rollouts logout"]
        );
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var io = parsed.InvocationConfiguration;
                if (Credentials.Newest() is not { } session)
                {
                    await io.Error.WriteLineAsync("There is no session on this machine.");
                    return ExitCodes.Refused;
                }

                using var http = new HttpClient(
                    new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false }
                );
                new Credential.Session(session).AddTo(http.DefaultRequestHeaders);
                using var form = new FormUrlEncodedContent([new("csrf", session.Csrf)]);
                try
                {
                    using var answer = await http.PostAsync(
                        new Uri(new Uri(session.Server), "/sign-out"),
                        form,
                        cancellation
                    );
                }
                catch (HttpRequestException)
                {
                    await io.Error.WriteLineAsync(
                        "The server does not answer; the session is forgotten here, and ends there when it is not used."
                    );
                }

                Credentials.Forget();
                await io.Output.WriteLineAsync($"Signed out of {session.Server}.");
                return ExitCodes.Succeeded;
            }
        );
        return command;
    }
}
