using Rollouts.PlanFiles.Addresses;

namespace Rollouts.Integrations.Tests.Addresses;

public sealed class AllowanceTests
{
    [Theory]
    [InlineData("ci.example.com", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("fd00::1", true)]
    [InlineData("10.1.2.3/16", false)]
    [InlineData("10.1", false)]
    [InlineData("010.1.2.3", false)]
    [InlineData("0x7f.1", false)]
    [InlineData("jenkins", false)]
    [InlineData("ci.internal", false)]
    [InlineData("*.example.com", false)]
    [InlineData("https://ci.example.com", false)]
    [InlineData("ci.example.com:8080", false)]
    [InlineData("", false)]
    public void Takes_hosts_addresses_and_ranges_that_can_be_meant_in_one_way_only(string text, bool isTaken) =>
        Assert.Equal(isTaken, Allowance.TryParse(text, out _));
}
