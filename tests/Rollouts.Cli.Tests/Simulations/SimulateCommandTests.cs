namespace Rollouts.Cli.Tests.Simulations;

public sealed class SimulateCommandTests
{
    [Theory]
    [InlineData("quick-canary")]
    [InlineData("quick-blue-green")]
    [InlineData("checkout-short")]
    [InlineData("checkout-full")]
    [InlineData("endpoints")]
    public void A_good_version_goes_out(string example)
    {
        var (code, output, errors) = Play(example, "good");

        Assert.Equal((0, ""), (code, errors));
        Assert.EndsWith("SUCCEEDED (every step is behind it)\n", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("quick-canary")]
    [InlineData("quick-blue-green")]
    [InlineData("checkout-short")]
    [InlineData("checkout-full")]
    [InlineData("endpoints")]
    public void A_bad_version_comes_back(string example)
    {
        var (code, output, errors) = Play(example, "bad");

        Assert.Equal((0, ""), (code, errors));
        Assert.Contains("back to the old version [Breach]", output, StringComparison.Ordinal);
        Assert.EndsWith("ROLLED BACK (every target shows the old version alone)\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_the_same_way_each_time() => Assert.Equal(Play("quick-canary", "bad"), Play("quick-canary", "bad"));

    [Fact]
    public void Plays_no_plan_that_is_refused()
    {
        var (code, output, errors) = CommandLine.Run(
            "simulate",
            Repository.PathOf("tests", "plans", "broken", "waits.yaml")
        );

        Assert.Equal((3, ""), (code, output));
        Assert.Contains("plan.wait-cannot-end", errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--speed", "-1", "--speed: must be 0 or more")]
    [InlineData("--speed", "NaN", "--speed: must be 0 or more")]
    [InlineData("--version-name", "a b", "--version-name: must be letters, digits")]
    public void Says_what_an_option_may_be(string option, string value, string complaint)
    {
        var (code, output, errors) = CommandLine.Run(
            "simulate",
            Repository.PathOf("examples", "quick-canary.yaml"),
            option,
            value
        );

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(complaint, errors, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Errors) Play(string example, string script) =>
        CommandLine.Run(
            "simulate",
            Repository.PathOf("examples", example + ".yaml"),
            "-i",
            Repository.PathOf("examples", "installation.yaml"),
            "--script",
            script,
            "--speed",
            "0"
        );
}
