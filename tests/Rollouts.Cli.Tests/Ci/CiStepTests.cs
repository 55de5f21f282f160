using System.Diagnostics;
using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Ci;

/// <summary>The steps for CI systems in deploy, run as those systems run them.</summary>
[Collection(OneServer.Name)]
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class CiStepTests(RunningServer server) : IAsyncLifetime
{
    public async Task InitializeAsync() => await server.TurnNextAsync("search", errorRate: 0);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_GitHub_action_says_what_it_started_and_shows_the_verdicts()
    {
        var (outputs, summary) = (server.Folder["outputs"], server.Folder["step-summary"]);
        var given = new Dictionary<string, string>
        {
            ["INPUT_VERSION"] = $"v{Guid.NewGuid():N}",
            ["INPUT_PLAN"] = Plan(ServerPlans.Quick("search")),
            ["INPUT_REASON"] = "tag by \"ann\" $(touch hacked)",
            ["GITHUB_OUTPUT"] = outputs,
            ["GITHUB_STEP_SUMMARY"] = summary,
        };
        var run = await RunAsync("bash", Repository.PathOf("deploy", "github-action", "start.sh"), given);

        run.Ends(0);
        Assert.Matches("id=[0-9a-f-]{32,36}\nstatus=Succeeded\n", await File.ReadAllTextAsync(outputs));
        Assert.Contains("| check | target | verdict |", await File.ReadAllTextAsync(summary), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_GitHub_action_fails_and_annotates_where_the_release_is_taken_back()
    {
        await server.TurnNextAsync("search", errorRate: 0.5);
        var given = new Dictionary<string, string>
        {
            ["INPUT_VERSION"] = $"v{Guid.NewGuid():N}",
            ["INPUT_PLAN"] = Plan(ServerPlans.Quick("search")),
            ["INPUT_REASON"] = "a test",
            ["GITHUB_OUTPUT"] = server.Folder["outputs"],
            ["GITHUB_STEP_SUMMARY"] = server.Folder["step-summary"],
        };
        var run = await RunAsync("bash", Repository.PathOf("deploy", "github-action", "start.sh"), given);

        run.Ends(1).Says("::error title=Rollout RolledBack::");
        await server.TurnNextAsync("search", errorRate: 0);
    }

    [Fact]
    public async Task The_GitLab_component_starts_and_waits()
    {
        var component = await File.ReadAllTextAsync(Repository.PathOf("deploy", "gitlab-component", "rollout.yml"));
        var script = string.Join(
            ' ',
            component[component.IndexOf("rollouts start", StringComparison.Ordinal)..].Split('\n')
        );
        var given = new Dictionary<string, string>
        {
            ["GITLAB_CI"] = "true",
            ["CI_PIPELINE_ID"] = Guid.NewGuid().ToString("N"),
            ["CI_PIPELINE_URL"] = "https://gitlab.example/acme/shop/-/pipelines/1",
            ["GITLAB_USER_LOGIN"] = "ann",
            ["ROLLOUT_VERSION"] = $"v{Guid.NewGuid():N}",
            ["ROLLOUT_PLAN"] = Plan(ServerPlans.Quick("search")),
            ["ROLLOUT_SERVICE"] = "",
            ["ROLLOUT_ENVIRONMENT"] = "",
            ["ROLLOUT_TIMEOUT"] = "5m",
        };

        (await RunAsync("sh", "-c", given, script)).Ends(0).Prints("https://gitlab.example");
    }

    [Fact]
    public async Task The_Jenkins_step_starts_and_waits()
    {
        var step = await File.ReadAllTextAsync(Repository.PathOf("deploy", "jenkins", "rollout.groovy"));
        var given = new Dictionary<string, string>
        {
            ["ROLLOUT_VERSION"] = $"v{Guid.NewGuid():N}",
            ["ROLLOUT_PLAN"] = Plan(ServerPlans.Quick("search")),
            ["ROLLOUT_SERVICE"] = "",
            ["ROLLOUT_ENVIRONMENT"] = "",
            ["ROLLOUT_TIMEOUT"] = "5m",
            ["ROLLOUT_REASON"] = "build 1",
        };

        (await RunAsync("sh", "-c", given, step.Split("'''")[1])).Ends(0).Prints("Succeeded");
    }

    private string Plan(string text) => server.Folder.Write("ci-plan.yaml", text);

    private async Task<Run> RunAsync(
        string shell,
        string script,
        Dictionary<string, string> given,
        params string[] arguments
    )
    {
        // The program by its name in the PATH, as an agent has it.
        var program = server.Folder.Write(
            "rollouts",
            $"#!/bin/sh\nexec {Binary.DotNet} {Binary.PathOf("rollouts")} \"$@\"\n"
        );
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        var start = new ProcessStartInfo(shell, [script, .. arguments])
        {
            WorkingDirectory = server.Folder.Path,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in server.With(given))
        {
            start.Environment[name] = value;
        }

        start.Environment["PATH"] = $"{server.Folder.Path}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        return await Binary.EndAsync(process);
    }
}
