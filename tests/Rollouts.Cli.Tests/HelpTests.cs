namespace Rollouts.Cli.Tests;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("lint")]
    [InlineData("explain")]
    [InlineData("schema")]
    [InlineData("simulate")]
    [InlineData("timeline")]
    public void Is_frozen_in_text(string command)
    {
        var (code, output, _) = CommandLine.Run([
            .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            "--help",
        ]);

        Assert.Equal(0, code);
        Approved.Matches(command.Length == 0 ? "help" : "help-" + command, output);
    }

    [Fact]
    public void The_reference_is_what_the_commands_say() =>
        Approved.MatchesFile(Repository.PathOf("docs", "cli.md"), CommandLine.Run("reference").Output);

    [Fact]
    public void Prints_the_schema() =>
        Assert.StartsWith("{\n  \"$schema\"", CommandLine.Run("schema").Output, StringComparison.Ordinal);
}
