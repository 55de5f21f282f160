using System.Diagnostics;
using YamlDotNet.RepresentationModel;

namespace Rollouts.Api.Tests.Ci;

/// <summary>The commands of examples/ci, taken out of their files and run as their CI systems would.</summary>
public sealed class ExampleTests : CiTest
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    private string _key = "";

    protected override string Connections => "";

    protected override string Sections => "";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Administrator.PostAsync("plans", Releases.Plan);
        var key = new
        {
            name = "ci",
            reason = "for the pipeline",
            roles = new[] { "deployer" },
            services = new[] { "shop" },
            environments = new[] { "staging" },
        };
        _key = (await Administrator.PostAsync("keys", key)).Is(201)["key"];
    }

    [Fact]
    public async Task GitHub_Actions_start_a_version_and_see_it_succeed()
    {
        var steps = (YamlSequenceNode)At(Load("github-actions.yml"), "jobs", "rollout", "steps");
        var scripts = steps.Select(step => At(step, "run").ToString()).ToList();
        var given = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["VERSION"] = "v2",
            ["REASON"] = "tag v2 by \"ann\"",
            ["AUTHOR"] = "ann",
            ["COMMIT_URL"] = "https://github.example/acme/shop/commit/1",
            ["PIPELINE_URL"] = "https://github.example/acme/shop/actions/runs/1",
            ["KEY"] = "github-1",
        };

        Assert.Equal(0, (await RunAsync("bash", scripts[0], given)).Code);
        Assert.Equal(0, (await RunAsync("bash", scripts[0], given)).Code);
        var id = (await OnlyRolloutAsync()).GetProperty("id").GetString()!;
        var waiting = RunAsync("bash", scripts[1], given);
        await PassAsync(id);
        var (code, output) = await waiting;

        Assert.True(code == 0, output);
        Assert.Contains("Succeeded", output, StringComparison.Ordinal);
        var links = (await Administrator.GetAsync($"rollouts/{id}")).Json.GetProperty("links");
        Assert.Equal(given["COMMIT_URL"], links.GetProperty("commit").GetString());
    }

    [Fact]
    public Task GitLab_CI_starts_a_version_and_fails_where_it_is_called_back() =>
        FailsAsync(
            ((YamlSequenceNode)At(Load("gitlab-ci.yml"), "rollout", "script")).Single().ToString(),
            new(StringComparer.Ordinal)
            {
                ["CI_COMMIT_TAG"] = "v2",
                ["GITLAB_USER_LOGIN"] = "ann",
                ["CI_PROJECT_URL"] = "https://gitlab.example/acme/shop",
                ["CI_COMMIT_SHA"] = Commit,
                ["CI_PIPELINE_URL"] = "https://gitlab.example/acme/shop/-/pipelines/1",
                ["CI_PIPELINE_ID"] = "1",
            }
        );

    [Fact]
    public Task Jenkins_starts_a_version_and_fails_where_it_is_called_back() =>
        FailsAsync(
            File.ReadAllText(PathOf("Jenkinsfile")).Split("'''")[1],
            new(StringComparer.Ordinal)
            {
                ["TAG_NAME"] = "v2",
                ["BUILD_NUMBER"] = "1",
                ["BUILD_URL"] = "https://jenkins.example/job/shop/1/",
                ["BUILD_TAG"] = "jenkins-shop-1",
            }
        );

    private async Task FailsAsync(string script, Dictionary<string, string> given)
    {
        var running = RunAsync("sh", script, given);
        var id = (await OnlyRolloutAsync()).GetProperty("id").GetString()!;
        (await Administrator.PostAsync($"rollouts/{id}/rollback", new { reason = "a test" })).Is(200);
        var (code, output) = await running;

        Assert.True(code == 1, output);
        Assert.Matches("RolledBack|Cancelled", output);
    }

    private async Task PassAsync(string id)
    {
        Answer? asked = null;
        await Eventually.IsAsync(
            async () =>
                (asked = await Administrator.GetAsync($"rollouts/{id}"))["where"]
                    .Contains("release-managers", StringComparison.Ordinal),
            "somebody to be asked",
            Longest
        );
        var seen = ("If-Match", asked!.Headers["ETag"]);
        (await Administrator.PostAsync($"rollouts/{id}/skip", new { reason = "a test" }, seen)).Is(200);
    }

    private async Task<(int Code, string Output)> RunAsync(
        string shell,
        string script,
        Dictionary<string, string> given
    )
    {
        var start = new ProcessStartInfo(shell, ["-c", script])
        {
            WorkingDirectory = Folder.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var always = new[]
        {
            KeyValuePair.Create("ROLLOUTS_URL", Address),
            KeyValuePair.Create("ROLLOUTS_KEY", _key),
            KeyValuePair.Create("ROLLOUTS_POLL", "0.2"),
            KeyValuePair.Create("SERVICE", "shop"),
            KeyValuePair.Create("ENVIRONMENT", "staging"),
        };
        foreach (var (name, value) in given.Concat(always))
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static string PathOf(string name) => Repository.PathOf("examples", "ci", name);

    private static YamlNode Load(string name)
    {
        var yaml = new YamlStream();
        using var text = File.OpenText(PathOf(name));
        yaml.Load(text);
        return yaml.Documents[0].RootNode;
    }

    private static YamlNode At(YamlNode node, params string[] keys) =>
        keys.Aggregate(node, (at, key) => ((YamlMappingNode)at).Children[new YamlScalarNode(key)]);
}
