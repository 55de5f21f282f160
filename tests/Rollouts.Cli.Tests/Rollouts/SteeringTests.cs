using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Rollouts;

/// <summary>People steer rollouts from the command line.</summary>
[Collection(OneServer.Name)]
public sealed class SteeringTests(RunningServer server) : IAsyncLifetime
{
    private string _id = "";

    public async Task InitializeAsync()
    {
        await server.TurnNextAsync("checkout", errorRate: 0);
        var plan = server.Folder.Write("asking.yaml", ServerPlans.Asking("checkout"));
        _id = await server.StartAsync($"v{Guid.NewGuid():N}", plan);
        (await server.RunAsync("wait", _id, "--for", "approval", "--timeout", "1m")).Ends(0);
    }

    public async Task DisposeAsync()
    {
        await server.RunAsync("rollback", _id, "-m", "the test is over", "--wait");
    }

    [Theory]
    [InlineData("approve")]
    [InlineData("reject")]
    public async Task Refuses_the_word_of_a_key(string command) =>
        (await server.RunAsync(command, _id, "-m", "a machine says so")).Ends(3).Says("rollout.not-an-approver");

    [Fact]
    public async Task Pauses_and_resumes()
    {
        (await server.RunAsync("pause", _id, "-m", "lunch")).Ends(0).Prints("Paused");
        (await server.RunAsync("pause", _id, "-m", "lunch")).Ends(3).Says("rollout.");
        (await server.RunAsync("wait", _id, "--for", "paused")).Ends(0);
        (await server.RunAsync("resume", _id, "-m", "back")).Ends(0).Prints("Running");
        (await server.RunAsync("resume", _id, "-m", "back")).Ends(3).Says("rollout.");
    }

    [Fact]
    public async Task Skips_a_wait_and_promotes_through_the_rest()
    {
        (await server.RunAsync("skip", _id, "-m", "approved by phone")).Ends(0);
        (await server.RunAsync("promote", _id, "-m", "it mends the outage")).Ends(0);
        (await server.RunAsync("wait", _id, "--timeout", "2m")).Ends(0);
        (await server.RunAsync("skip", _id, "-m", "too late")).Ends(3).Says("rollout.");
        (await server.RunAsync("promote", _id, "-m", "too late")).Ends(3).Says("rollout.");
    }

    [Fact]
    public async Task Rolls_back_by_the_name_of_the_service_and_retries()
    {
        (await server.RunAsync("rollback", "staging/checkout", "-m", "customers complain", "--wait")).Ends(0);
        var again = (await server.RunAsync("retry", _id, "-m", "the node is mended", "-o", "json")).Ends(0);
        _id = again.Json.GetProperty("id").GetString()!;
        (await server.RunAsync("rollback", _id, "-m", "enough", "--wait")).Ends(0);
        (await server.RunAsync("rollback", _id, "-m", "twice")).Ends(3).Says("rollout.");
        (await server.RunAsync("retry", "prod/none", "-m", "nothing there")).Ends(3).Says("no rollout");
    }

    [Theory]
    [InlineData("supersede", "rollout.nothing-waits")]
    [InlineData("abandon", "rollout.")]
    [InlineData("confirm", "rollout.")]
    public async Task Says_why_a_command_is_refused(string command, string code) =>
        (await server.RunAsync(command, _id, "-m", "a test")).Ends(3).Says(code);

    [Fact]
    public async Task Needs_a_reason_and_a_rollout()
    {
        (await server.RunAsync("pause", _id)).Ends(2).Says("--reason");
        (await server.RunAsync("pause", "-m", "x")).Ends(2);
        (await server.RunAsync("pause", "no/such/thing", "-m", "x")).Ends(2).Says("environment/service");
        (await server.RunAsync("pause", Guid.NewGuid().ToString(), "-m", "x")).Ends(3).Says("rollout.unknown");
    }

    [Fact]
    public async Task Shows_it_in_every_format()
    {
        var json = (await server.RunAsync("show", _id, "-o", "json")).Ends(0).Json;
        Assert.Equal("checkout", json.GetProperty("service").GetString());
        (await server.RunAsync("show", _id, "-o", "yaml")).Ends(0).Prints("service: checkout\n");
        (await server.RunAsync("show", _id)).Ends(0).Prints("CHECK").Prints("success");
        (await server.RunAsync("show", Guid.NewGuid().ToString())).Ends(3).Says("rollout.unknown");
        (await server.RunAsync("list", "--live", "-e", "staging")).Ends(0).Prints(_id);
        (await server.RunAsync("list", "--service", "none-such")).Ends(0).Prints("no rollouts");
        (await server.RunAsync("list", "--cursor", "nonsense")).Ends(3).Says("request.cursor");
        (await server.RunAsync("why", _id)).Ends(0).Prints("release-managers");
        (await server.RunAsync("why", Guid.NewGuid().ToString())).Ends(3);
        (await server.RunAsync("history", "staging/checkout")).Ends(0).Prints("is to go out in staging");
        (await server.RunAsync("history", Guid.NewGuid().ToString())).Ends(3);
    }

    [Fact]
    public async Task Times_out_without_ending_the_rollout()
    {
        (await server.RunAsync("wait", _id, "--timeout", "1s")).Ends(4).Says($"rollouts watch {_id}");
        (await server.RunAsync("wait", _id, "--for", "nonsense")).Ends(2).Says("nothing to wait for");
        (await server.RunAsync("show", _id, "-o", "json")).Ends(0).Prints("\"Running\"");
    }

    [Fact]
    public async Task Leaves_the_rollout_going_where_the_waiting_is_interrupted()
    {
        using var waiting = Binary.Start(server.With([]), ["watch", _id]);
        var first = await waiting.StandardOutput.ReadLineAsync();
        Assert.Contains("is to go out", first, StringComparison.Ordinal);
        using (var kill = System.Diagnostics.Process.Start("/bin/sh", ["-c", $"kill -INT {waiting.Id}"]))
        {
            await kill.WaitForExitAsync();
        }

        (await Binary.EndAsync(waiting)).Ends(130).Says($"Come back with 'rollouts watch {_id}'");
        (await server.RunAsync("show", _id, "-o", "json")).Ends(0).Prints("\"Running\"");
    }
}
