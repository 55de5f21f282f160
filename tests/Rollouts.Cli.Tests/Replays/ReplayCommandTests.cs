using System.Globalization;
using System.Text.Json;

namespace Rollouts.Cli.Tests.Replays;

/// <summary>Evidence is judged again by other checks.</summary>
public sealed class ReplayCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ro-replay-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0.0, "Succeeded", "same")]
    [InlineData(0.2, "RolledBack", "later")]
    [InlineData(0.2, "Succeeded", "wrong")]
    [InlineData(0.0, "RolledBack", "missed")]
    public void Says_whether_the_checks_agree_with_what_was_recorded(double bad, string status, string judgement)
    {
        var plan = Repository.PathOf("examples", "quick-canary.yaml");
        var (code, output, errors) = CommandLine.Run("replay", Bundle(bad, status), "--plan", plan, "-o", "json");

        Assert.True(code == 0, errors);
        Assert.Equal(judgement, JsonElement.Parse(output).GetProperty("judgement").GetString());
    }

    [Fact]
    public void Says_when_the_checks_of_another_tool_would_have_decided()
    {
        var manifest = Repository.PathOf(
            "tests",
            "Rollouts.Cli.Tests",
            "Imports",
            "manifests",
            "argo",
            "canary-background.yaml"
        );
        var wrong = CommandLine.Run("import", "argo", manifest, "--counterfactual", Bundle(0.2, "Succeeded"));
        Assert.Equal(6, wrong.Code);
        Assert.Contains("counterfactual: recorded Succeeded", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("a rollback of a release that was good", wrong.Errors, StringComparison.Ordinal);
        var same = CommandLine.Run("import", "argo", manifest, "--counterfactual", Bundle(0, "Succeeded"));
        Assert.Contains("not rolled back: the same decision", same.Errors, StringComparison.Ordinal);
    }

    /// <summary>One request in two hundred is of a route that fails: too little to be seen in all of them.</summary>
    [Theory]
    [InlineData("", "same")]
    [InlineData("      by: route\n", "wrong")]
    public void Judges_the_values_of_a_label_where_the_evidence_has_them(string by, string judgement)
    {
        const string Labels = """
            ,"labels":[{"value":"/shop","candidate":4980,"candidateBad":10,"baseline":4980,"baselineBad":10},
            {"value":"/pay","candidate":20,"candidateBad":4,"baseline":20,"baselineBad":0}]
            """;
        var plan = Path.Combine(_folder, "plan.yaml");
        File.WriteAllText(
            plan,
            $$"""
            service: checkout
            environment: staging
            target: { route: checkout }
            backends: { slots: [blue, green] }
            checks:
              - name: errors
                counts:
                  total: 'a{b="{backend}"}'
                  bad: 'a{b="{backend}",c="5"}'
            {{by.TrimEnd()}}
                judge: { sequential: { against: baseline } }
                every: 10s
            strategy: { canary: { steps: [5%, { shift: 100% }, { bake: 0s }] } }
            """.Replace("\n\n", "\n", StringComparison.Ordinal)
        );
        var bundle = Bundle(0, "Succeeded");
        File.WriteAllText(
            bundle,
            File.ReadAllText(bundle)
                .Replace(
                    "\"candidate\":1000,\"candidateBad\":0,\"baseline\":1000,\"baselineBad\":1",
                    "\"candidate\":5000,\"candidateBad\":14,\"baseline\":5000,\"baselineBad\":10" + Labels,
                    StringComparison.Ordinal
                )
        );

        var (code, output, errors) = CommandLine.Run("replay", bundle, "--plan", plan, "-o", "json");

        Assert.True(code == 0, errors);
        Assert.Equal(judgement, JsonElement.Parse(output).GetProperty("judgement").GetString());
    }

    [Theory]
    [InlineData("{}", "format")]
    [InlineData("nonsense", "no evidence bundle")]
    public void Refuses_what_is_no_evidence(string text, string why)
    {
        var file = Path.Combine(_folder, "bundle.json");
        File.WriteAllText(file, text);
        var run = CommandLine.Run("replay", file, "--plan", Repository.PathOf("examples", "quick-canary.yaml"));
        Assert.Equal((3, ""), (run.Code, run.Output));
        Assert.Contains(why, run.Errors, StringComparison.Ordinal);
        Assert.Equal(3, CommandLine.Run("replay", Path.Combine(_folder, "gone"), "--plan", file).Code);
    }

    // Ten minutes of 100 requests a second and version, the candidate with a share of failures.
    private string Bundle(double bad, string status)
    {
        var begin = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        string Moment(int second) => begin.AddSeconds(second).ToString("O", CultureInfo.InvariantCulture);
        var samples = Enumerable
            .Range(0, 60)
            .Select(number =>
                $$"""{"number":{{number}},"from":"{{Moment(number * 10)}}","to":"{{Moment(number * 10 + 10)}}","candidate":1000,"candidateBad":{{(int)(1000 * bad)}},"baseline":1000,"baselineBad":1}"""
            );
        var records = new List<string> { Record(1, "rollout.opened.v1", Moment(0)) };
        if (status == "RolledBack")
        {
            records.Add(Record(2, "rollout.rollback-started.v1", Moment(1)));
        }

        var file = Path.Combine(_folder, "bundle.json");
        File.WriteAllText(
            file,
            $$"""
            {"format":"rollouts.evidence/v1","rollout":{"id":"r","service":"checkout","environment":"staging","version":"v2",
            "status":"{{status}}","position":"0","summary":"has ended","blockers":[],"openedAt":"{{Moment(0)}}",
            "endedAt":"{{Moment(600)}}","targets":[],"checks":[]},"records":[{{string.Join(",", records)}}],
            "series":[{"check":"errors","target":"main","samples":[{{string.Join(",", samples)}}]}]}
            """
        );
        return file;
    }

    private static string Record(int version, string name, string at) =>
        $$"""{"version":{{version}},"event":"{{name}}","at":"{{at}}","by":{},"cause":"c","reason":"r","data":{},"hash":"h"}""";
}
