namespace Rollouts.Engine.Tests.Commands;

public sealed class HelpTests
{
    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("run")]
    [InlineData("verify")]
    public async Task Is_frozen_in_text(string command)
    {
        var (code, output, _) = await CommandLine.RunAsync([
            .. command.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            "--help",
        ]);

        Assert.Equal(0, code);
        // The program's own name is that of whatever runs it.
        var named = output
            .Replace("testhost", "rollouts-worker", StringComparison.Ordinal)
            .Replace(Environment.CurrentDirectory, ".", StringComparison.Ordinal);
        Approved.Matches(command.Length == 0 ? "help" : "help-" + command, named);
    }
}
