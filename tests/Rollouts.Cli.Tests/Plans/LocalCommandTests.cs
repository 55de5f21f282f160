using System.Text.Json;
using Rollouts.Cli.Tests.Servers;

namespace Rollouts.Cli.Tests.Plans;

/// <summary>What works on plans without a server.</summary>
public sealed class LocalCommandTests : IDisposable
{
    private const string Broken = """
        service: checkout
        environment: prod
        target: { route: checkout }
        backends: { slots: [a, b] }
        strategy: { canary: { steps: [5%, 2%] } }
        checks:
          - successRate: { atLeast: 99% }

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("ro-local-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lint_points_at_what_is_wrong()
    {
        var run = CommandLine.Run("lint", Write("broken.yaml", Broken));
        Assert.Equal(3, run.Code);
        Assert.Contains("     5 | strategy: { canary: { steps: [5%, 2%] } }", run.Output, StringComparison.Ordinal);
        Assert.Contains("       |                                   ^", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_never_repeats_a_line_with_a_secret()
    {
        var secret = Broken.Replace("[5%, 2%]", "[5%]", StringComparison.Ordinal) + "password: hunter2hunter2\n";
        var run = CommandLine.Run("lint", Write("secret.yaml", secret));
        Assert.Equal(3, run.Code);
        Assert.Contains("plan.secret-in-plan", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Lint_speaks_json_sarif_and_github()
    {
        var file = Write("broken.yaml", Broken);
        var json = JsonElement.Parse(CommandLine.Run("lint", file, "-o", "json").Output);
        Assert.Equal("plan.weights-must-rise", json.GetProperty("problems")[0].GetProperty("code").GetString());
        var sarif = JsonElement.Parse(CommandLine.Run("lint", file, "-o", "sarif").Output);
        var result = sarif.GetProperty("runs")[0].GetProperty("results")[0];
        Assert.Equal("2.1.0", sarif.GetProperty("version").GetString());
        Assert.Equal("plan.weights-must-rise", result.GetProperty("ruleId").GetString());
        Assert.Equal(
            5,
            result
                .GetProperty("locations")[0]
                .GetProperty("physicalLocation")
                .GetProperty("region")
                .GetProperty("startLine")
                .GetInt32()
        );
        var github = CommandLine.Run("lint", file, "-o", "github").Output;
        Assert.Matches("^::error file=.*broken.yaml,line=5,col=\\d+,title=plan.weights-must-rise::", github);
    }

    [Fact]
    public async Task Lint_reads_stdin()
    {
        var nothing = new Dictionary<string, string>();
        (await Binary.RunAsync(nothing, ["lint", "-"], Broken)).Ends(3).Prints("stdin:5:");
        (
            await Binary.RunAsync(nothing, ["lint", "-"], Broken.Replace("[5%, 2%]", "[5%]", StringComparison.Ordinal))
        ).Ends(0);
    }

    [Fact]
    public void Init_writes_a_plan_that_lints()
    {
        var file = Path.Combine(_folder, "new.yaml");
        string[] said = ["--service", "checkout", "-e", "prod", "--route", "r", "--slots", "a,b"];
        Assert.Equal(0, CommandLine.Run(["init", .. said, "--out", file]).Code);
        Assert.Equal(0, CommandLine.Run("lint", file).Code);
        Assert.Equal(3, CommandLine.Run(["init", .. said, "--out", file]).Code);
        Assert.StartsWith("# Check it", CommandLine.Run(["init", .. said]).Output, StringComparison.Ordinal);
        Assert.Equal(3, CommandLine.Run(["init", .. said, "--steps", "50%,5%"]).Code);
    }

    [Fact]
    public async Task Init_says_what_it_needs_where_nobody_can_be_asked() =>
        (await Binary.RunAsync(new Dictionary<string, string>(), ["init"])).Ends(2).Says("--service");

    [Fact]
    public void Diff_compares_meanings()
    {
        var good = Broken.Replace("[5%, 2%]", "[5%]", StringComparison.Ordinal);
        var (one, same) = (Write("one.yaml", good), Write("same.yaml", "# a comment\n" + good));
        var other = Write("other.yaml", good.Replace("99%", "98%", StringComparison.Ordinal));
        Assert.Equal(0, CommandLine.Run("diff", one, same).Code);
        Assert.Equal(6, CommandLine.Run("diff", one, same, "--text").Code);
        var differs = CommandLine.Run("diff", one, other);
        Assert.Equal(6, differs.Code);
        Assert.Contains("\n+", differs.Output, StringComparison.Ordinal);
        Assert.Equal(3, CommandLine.Run("diff", one, Path.Combine(_folder, "gone.yaml")).Code);
    }

    [Theory]
    [InlineData("bash", "complete ")]
    [InlineData("zsh", "compdef")]
    [InlineData("fish", "complete -c rollouts")]
    [InlineData("pwsh", "Register-ArgumentCompleter")]
    public void Completion_prints_a_script(string shell, string part) =>
        Assert.Contains(part, CommandLine.Run("completion", shell).Output, StringComparison.Ordinal);

    [Fact]
    public void Completion_knows_four_shells() => Assert.Equal(2, CommandLine.Run("completion", "tcsh").Code);

    [Fact]
    public async Task Bash_completes_a_command()
    {
        var run = await Binary.RunAsync(new Dictionary<string, string>(), ["[suggest:12]", "rollouts rol"]);
        run.Ends(0).Prints("rollback");
    }

    private string Write(string name, string text)
    {
        var file = Path.Combine(_folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}
