using System.Text.Json;

namespace Rollouts.Cli.Tests.Servers;

/// <summary>What came of a command.</summary>
internal sealed record Run(int Code, string Output, string Errors)
{
    public JsonElement Json
    {
        get
        {
            try
            {
                return JsonElement.Parse(Output);
            }
            catch (JsonException)
            {
                Assert.Fail($"no JSON: exit {Code}\n{Output}\n{Errors}");
                throw;
            }
        }
    }

    /// <summary>Fails with what the command said where it did not end like this.</summary>
    public Run Ends(int code)
    {
        if (Code != code)
        {
            Assert.Fail($"exit {Code} instead of {code}\n{Output}\n{Errors}");
        }

        // A stack trace helps no user of a command line.
        Assert.DoesNotContain("   at ", Errors, StringComparison.Ordinal);
        return this;
    }

    public Run Says(string words)
    {
        Assert.Contains(words, Errors, StringComparison.Ordinal);
        return this;
    }

    public Run Prints(string words)
    {
        Assert.Contains(words, Output, StringComparison.Ordinal);
        return this;
    }
}
