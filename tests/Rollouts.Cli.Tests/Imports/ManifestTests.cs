using System.Text.Json;

namespace Rollouts.Cli.Tests.Imports;

/// <summary>Manifests of other tools, each imported, linted, explained and simulated.</summary>
public sealed class ManifestTests : IDisposable
{
    private static readonly string Manifests = Repository.PathOf("tests", "Rollouts.Cli.Tests", "Imports", "manifests");

    private readonly string _folder = Directory.CreateTempSubdirectory("ro-import-").FullName;

    public static TheoryData<string, string> All
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (var tool in Directory.GetDirectories(Manifests).Order(StringComparer.Ordinal))
            {
                foreach (var file in Directory.GetFileSystemEntries(tool).Order(StringComparer.Ordinal))
                {
                    all.Add(Path.GetFileName(tool), Path.GetFileName(file));
                }
            }

            return all;
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void There_are_forty_at_least() => Assert.InRange(All.Count, 40, int.MaxValue);

    [Theory]
    [MemberData(nameof(All))]
    public void Becomes_a_plan_that_is_accepted_explained_and_plays(string tool, string file)
    {
        var (code, output, errors) = CommandLine.Run("import", tool, Path.Combine(Manifests, tool, file), "-o", "json");
        Assert.True(code is 0 or 6, $"exit {code}\n{errors}\n{output}");
        var shape = JsonElement.Parse(output);
        Assert.NotEmpty(shape.GetProperty("plans").EnumerateArray());
        Assert.Equal(
            code == 6,
            shape.GetProperty("losses").EnumerateArray().Any(loss => loss.GetProperty("kind").GetString() != "left")
        );
        foreach (var plan in shape.GetProperty("plans").EnumerateArray())
        {
            Plays(plan.GetProperty("plan").GetString()!);
        }

        Approved.MatchesFile(
            Repository.PathOf(
                "tests",
                "Rollouts.Cli.Tests",
                "Imports",
                "approved",
                tool,
                Path.ChangeExtension(file, ".approved.txt")
            ),
            Story(shape)
        );
    }

    [Fact]
    public void Refuses_a_helm_template_with_what_to_do()
    {
        var file = Path.Combine(_folder, "chart.yaml");
        File.WriteAllText(file, "kind: Rollout\nmetadata:\n  name: {{ .Values.name }}\n");
        var (code, output, errors) = CommandLine.Run("import", "argo", file);
        Assert.Equal((3, ""), (code, output));
        Assert.Contains("chart.yaml:3: holds a Helm template", errors, StringComparison.Ordinal);
        Assert.Contains("helm template", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("argo", "kind: Service\n", "no Rollout of Argo")]
    [InlineData("flagger", "kind: Service\n", "no Canary of Flagger")]
    [InlineData("kayenta", "kind: Service\n", "no canary configuration")]
    [InlineData("codedeploy", "kind: Service\n", "no deployment group")]
    [InlineData("openslo", "kind: Service\n", "no SLO")]
    [InlineData("argo", "kind: [\n", "is not YAML")]
    [InlineData("argo", "kind: Rollout\nspec: { strategy: {} }\n", "neither spec.strategy.canary")]
    public void Says_why_no_plan_comes_of_it(string tool, string text, string why)
    {
        var file = Path.Combine(_folder, "manifest.yaml");
        File.WriteAllText(file, text);
        var (code, output, errors) = CommandLine.Run("import", tool, file);
        Assert.Equal((3, ""), (code, output));
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_a_file_for_each_plan()
    {
        var (code, output, _) = CommandLine.Run(
            "import",
            "argo",
            Path.Combine(Manifests, "argo", "two-rollouts.yaml"),
            "--out",
            _folder
        );
        Assert.Equal((6, ""), (code, output));
        Assert.Equal(0, CommandLine.Run("lint", _folder).Code);
        Assert.Equal(["left.yaml", "right.yaml"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Says_that_a_manifest_cannot_be_read()
    {
        var (code, _, errors) = CommandLine.Run("import", "argo", Path.Combine(_folder, "gone.yaml"));
        Assert.Equal(3, code);
        Assert.Contains("cannot be read", errors, StringComparison.Ordinal);
    }

    private void Plays(string plan)
    {
        var file = Path.Combine(_folder, "plan.yaml");
        File.WriteAllText(file, plan);
        var lint = CommandLine.Run("lint", file);
        Assert.True(lint.Code == 0, lint.Output + plan);
        Assert.Equal(0, CommandLine.Run("explain", file).Code);
        var played = CommandLine.Run("simulate", file, "--speed", "0");
        Assert.True(played.Code == 0 && played.Output.Contains("SUCCEEDED", StringComparison.Ordinal), played.Output);
    }

    private static string Story(JsonElement shape) =>
        string.Join(
            "\n",
            [
                .. shape.GetProperty("plans").EnumerateArray().Select(plan => plan.GetProperty("plan").GetString()),
                .. shape
                    .GetProperty("losses")
                    .EnumerateArray()
                    .Select(loss =>
                        $"{loss.GetProperty("line").GetInt32()}: {loss.GetProperty("kind").GetString()}: "
                        + $"{loss.GetProperty("path").GetString()}: {loss.GetProperty("reason").GetString()}"
                    ),
            ]
        ) + "\n";
}
