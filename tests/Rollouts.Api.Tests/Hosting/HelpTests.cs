using System.CommandLine;

namespace Rollouts.Api.Tests.Hosting;

/// <summary>What the program says of itself, frozen.</summary>
public sealed class HelpTests
{
    [Theory]
    [InlineData("help")]
    [InlineData("help-serve", "serve")]
    [InlineData("help-link", "link")]
    public async Task Is_frozen_in_text(string name, params string[] command)
    {
        await using var output = new StringWriter();

        var code = await Program.RunAsync([.. command, "--help"], new InvocationConfiguration { Output = output });

        Assert.Equal(0, code);
        // The program's own name is that of whatever runs it.
        var named = output
            .ToString()
            .Replace("testhost", "rollouts-api", StringComparison.Ordinal)
            .Replace(Environment.CurrentDirectory, ".", StringComparison.Ordinal);
        Approved.Matches(name, named);
    }
}
