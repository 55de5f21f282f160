namespace Rollouts.Cli.Tests.Servers;

/// <summary>What a command says of a server that it cannot use.</summary>
[Collection(OneServer.Name)]
public sealed class ConnectingTests(RunningServer server)
{
    [Fact]
    public async Task A_server_that_does_not_answer_is_5()
    {
        var nowhere = new Dictionary<string, string> { ["ROLLOUTS_URL"] = $"http://127.0.0.1:{Ports.Free(1)[0]}" };
        (await server.RunAsync(nowhere, "list")).Ends(5).Says("does not answer");
    }

    [Fact]
    public async Task No_server_is_2() =>
        (
            await Binary.RunAsync(
                new Dictionary<string, string> { ["ROLLOUTS_CONFIG"] = server.Folder["empty"] },
                ["list"]
            )
        )
            .Ends(2)
            .Says("ROLLOUTS_URL");

    [Fact]
    public async Task A_wrong_key_is_3_and_says_what_to_do()
    {
        var wrong = new Dictionary<string, string> { ["ROLLOUTS_KEY"] = "nonsense" };
        (await server.RunAsync(wrong, "list")).Ends(3).Says("identity.key-needed").Says("rollouts login");
        var none = new Dictionary<string, string> { ["ROLLOUTS_KEY"] = "" };
        (await server.RunAsync(none, "list")).Ends(3).Says("No key or session was sent");
        (await server.RunAsync(none, "list", "--key-file", server.KeyFile)).Ends(0);
        (await server.RunAsync(none, "list", "--key-file", server.Folder["gone"])).Ends(2).Says("cannot be read");
    }

    [Fact]
    public async Task An_address_that_is_none_is_2() =>
        (await server.RunAsync("list", "--server", "nonsense")).Ends(2).Says("'nonsense'");

    [Fact]
    public async Task Nothing_is_coloured_in_a_pipe() =>
        Assert.DoesNotContain('\u001b', (await server.RunAsync("list")).Ends(0).Output);
}
