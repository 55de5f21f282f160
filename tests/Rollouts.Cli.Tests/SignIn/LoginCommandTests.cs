using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.SignIn;

/// <summary>People sign in from the command line, and may what keys may not.</summary>
[Collection(OneServer.Name)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class LoginCommandTests(RunningServer server)
{
    private Dictionary<string, string> Person =>
        new() { ["ROLLOUTS_KEY"] = "", ["ROLLOUTS_CONFIG"] = server.Folder["person"] };

    [Fact]
    public async Task A_person_approves_and_rejects_and_signs_out()
    {
        var link = await server.LinkAsync();
        (await server.RunAsync(Person, "login", link)).Ends(0).Prints("Signed in to");
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(server.Folder["person"], "session.json"))
        );
        (await server.RunAsync(Person, "whoami")).Ends(0).Prints("person");
        (await server.RunAsync(Person, "login", link)).Ends(3).Says("does not take the link");
        await server.TurnNextAsync("checkout", errorRate: 0);
        var plan = server.Folder.Write("approve.yaml", ServerPlans.Asking("checkout"));

        var first = await server.StartAsync($"v{Guid.NewGuid():N}", plan);
        (await server.RunAsync("wait", first, "--for", "approval", "--timeout", "1m")).Ends(0);
        (await server.RunAsync(Person, "approve", first, "-m", "looks good")).Ends(0).Prints("checkout");
        (await server.RunAsync("wait", first, "--timeout", "3m")).Ends(0);

        var second = await server.StartAsync($"v{Guid.NewGuid():N}", plan);
        (await server.RunAsync("wait", second, "--for", "approval", "--timeout", "1m")).Ends(0);
        (await server.RunAsync(Person, "reject", second, "-m", "not today")).Ends(0);
        (await server.RunAsync("wait", second, "--timeout", "1m")).Ends(1);

        (await server.RunAsync(Person, "logout")).Ends(0);
        (await server.RunAsync(Person, "logout")).Ends(3).Says("no session");
        (await server.RunAsync(Person, "whoami")).Ends(3).Says("identity.key-needed");
    }

    [Fact]
    public async Task Says_what_is_no_link()
    {
        (await server.RunAsync(Person, "login", "nonsense")).Ends(2).Says("no one-time link");
        (await server.RunAsync(Person, "login", $"{server.Address}/sign-in/first?code=wrong")).Ends(3);
        (await server.RunAsync(Person, "login", $"http://127.0.0.1:{Ports.Free(1)[0]}/x?code=a")).Ends(5);
    }
}
