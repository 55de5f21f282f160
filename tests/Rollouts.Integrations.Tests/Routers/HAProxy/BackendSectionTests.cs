using Rollouts.Domain.Rollouts.States;
using Rollouts.Integrations.Routers.HAProxy;

namespace Rollouts.Integrations.Tests.Routers.HAProxy;

public sealed class BackendSectionTests
{
    private const string Head = "# pxname,svname,status,weight,act,bck,check_desc,uweight,\n";

    [Fact]
    public void Reads_a_table_with_quotes_and_commas_in_it() =>
        Assert.Equal(
            new Server("v2", 5, "DOWN", IsBackup: false),
            Section("be,v2,DOWN,0,1,0,\"Layer4, \"\"refused\"\"\",5,\n").Find(new BackendName("v2"))
        );

    [Fact]
    public void Reads_the_weight_that_was_set_and_not_what_a_slow_start_makes_of_it() =>
        Assert.Equal(
            ObservedTraffic.Of(Traffic.None with { Candidate = Weight.Percent(50) }),
            See("be,v1,UP,100,1,0,,100,\nbe,v2,UP,7,1,0,,100,\n")
        );

    [Theory]
    [InlineData("UP 1/3", 5000)]
    [InlineData("no check", 5000)]
    [InlineData("DOWN", 0)]
    [InlineData("DOWN 1/2", 0)]
    [InlineData("MAINT", 0)]
    [InlineData("MAINT (via be/v9)", 0)]
    [InlineData("DRAIN", 0)]
    [InlineData("NOLB 1/2", 0)]
    public void Counts_what_a_server_takes(string status, int points) =>
        Assert.Equal(points, See($"be,v1,UP,1,1,0,,1,\nbe,v2,{status},1,1,0,,1,\n").Traffic.Candidate.BasisPoints);

    [Fact]
    public void Counts_a_spare_only_where_nobody_else_serves()
    {
        const string spare = "be,spare,no check,9,0,1,,9,\n";
        Assert.Equal(Weight.Zero, See("be,v1,UP,1,1,0,,1,\nbe,v2,UP,0,1,0,,0,\n" + spare).Other);
        Assert.Equal(Weight.Full, See("be,v1,DOWN,1,1,0,,1,\nbe,v2,UP,0,1,0,,0,\n" + spare).Other);
    }

    [Fact]
    public void A_sliver_for_somebody_else_is_not_rounded_away() =>
        Assert.NotEqual(
            Weight.Zero,
            See(string.Concat(Enumerable.Repeat("be,v1,UP,256,1,0,,256,\n", 200)) + "be,v0,UP,1,1,0,,1,\n").Other
        );

    [Theory]
    [InlineData("")]
    [InlineData("No such proxy.\n\n")]
    [InlineData("HTTP/1.1 400 Bad Request\n\n")]
    [InlineData(Head + "be,v1\n")]
    [InlineData(Head + "be,v1,UP,1,1,0,,many,\n")]
    public void Takes_nothing_else_for_a_table(string text) => Assert.Null(BackendSection.Parse(text));

    private static ObservedTraffic See(string rows) => Section(rows).See(new BackendName("v2"), new BackendName("v1"));

    private static BackendSection Section(string rows) => BackendSection.Parse(Head + rows + "\n")!;
}
