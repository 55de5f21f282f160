using System.Text.RegularExpressions;

namespace Rollouts.Cli.Tests.Plans;

public sealed partial class LintCommandTests
{
    private static readonly string Broken = Repository.PathOf("tests", "plans", "broken");
    private static readonly string Examples = Repository.PathOf("examples");
    private static readonly string Installation = Repository.PathOf("examples", "installation.yaml");

    [Fact]
    public void Says_all_that_is_wrong_with_a_folder_of_broken_plans()
    {
        var (code, output, errors) = CommandLine.Run("lint", Broken);

        Assert.Equal((3, ""), (code, errors));
        Approved.Matches("lint-broken", output);
    }

    [Fact]
    public void Finds_nothing_wrong_with_the_examples()
    {
        // Beside the plans lie files for CI servers.
        var plans = Directory.GetFiles(Examples, "*.yaml");
        var (code, output, _) = CommandLine.Run(["lint", .. plans, "--installation", Installation]);

        Assert.True(code == 0, output);
        Assert.Contains(" 0 refused, 0 problems", output, StringComparison.Ordinal);
    }

    /// <summary>A code that no file can bring out is either dead or untested.</summary>
    [Fact]
    public void Every_code_is_brought_out_by_a_file()
    {
        var inSource = Directory
            .GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            // What the API and its use cases refuse is no fault of a file.
            .Where(file => !file.Contains("Rollouts.Api", StringComparison.Ordinal))
            .Where(file => !file.Contains(Path.Combine("Rollouts.Engine", "Requests"), StringComparison.Ordinal))
            .Where(file => !file.Contains("Rollouts.Demo", StringComparison.Ordinal))
            .SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var output =
            CommandLine.Run("lint", Broken).Output
            + CommandLine.Run("lint", Repository.PathOf("tests", "plans", "broken-here"), "-i", Installation).Output;
        var brought = SaidCode().Matches(output).Select(match => match.Groups["code"].Value);

        // It is about the revision of a plan, and not about its text.
        inSource.Remove("plan.moved-on");
        Assert.Empty(inSource.Except(brought).Except(OnlyInLargeFiles));
    }

    // These need files that nobody wants in a repository; the hostile files of the reader's tests bring them out.
    private static readonly string[] OnlyInLargeFiles = ["plan.file-too-large"];

    [Fact]
    public void Fails_where_there_is_nothing_to_check()
    {
        var (code, output, _) = CommandLine.Run("lint", Repository.PathOf("tests", "setup"));

        Assert.Equal(3, code);
        Assert.Contains("no plan found", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_file_cannot_be_read()
    {
        var (code, _, errors) = CommandLine.Run("lint", Repository.PathOf("nowhere.yaml"));

        Assert.Equal(3, code);
        Assert.StartsWith("nowhere.yaml: cannot be read", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_a_wrong_command_from_a_wrong_plan() => Assert.Equal(2, CommandLine.Run("lint").Code);

    [GeneratedRegex("\"(?<code>plan\\.[a-z-]+)\"", RegexOptions.ExplicitCapture)]
    private static partial Regex Code();

    [GeneratedRegex(
        "^[^:]+:[0-9]+:[0-9]+: (?<code>plan\\.[a-z-]+): ",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex SaidCode();
}
