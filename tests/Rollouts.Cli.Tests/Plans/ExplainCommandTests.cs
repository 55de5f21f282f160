namespace Rollouts.Cli.Tests.Plans;

public sealed class ExplainCommandTests
{
    private static readonly string Installation = Repository.PathOf("examples", "installation.yaml");

    [Theory]
    [InlineData("checkout-short")]
    [InlineData("checkout-full")]
    [InlineData("appmesh-canary")]
    [InlineData("sandbox-blue-green")]
    [InlineData("sandbox-canary")]
    [InlineData("sandbox-kong")]
    [InlineData("kong-services")]
    [InlineData("cloudwatch")]
    [InlineData("endpoints")]
    public void Says_what_an_example_means(string example)
    {
        var (code, output, errors) = CommandLine.Run(
            "explain",
            Repository.PathOf("examples", example + ".yaml"),
            "-i",
            Installation
        );

        Assert.Equal((0, ""), (code, errors));
        Approved.Matches("explain-" + example, output);
    }

    [Fact]
    public void Explains_without_an_installation_what_can_be_known_without_one() =>
        Assert.Contains(
            "the query is known with the installation's connections",
            CommandLine.Run("explain", Repository.PathOf("examples", "checkout-short.yaml")).Output,
            StringComparison.Ordinal
        );

    [Fact]
    public void Explains_no_plan_that_is_refused()
    {
        var (code, output, errors) = CommandLine.Run(
            "explain",
            Repository.PathOf("tests", "plans", "broken", "waits.yaml")
        );

        Assert.Equal((3, ""), (code, output));
        Assert.Contains("plan.wait-cannot-end", errors, StringComparison.Ordinal);
    }
}
