using Rollouts.Domain.Plans.Strategies;

namespace Rollouts.Domain.Tests.Plans;

/// <summary>The conditions of a plan are equal to those of a router in any order.</summary>
public sealed class RequestMatchTests
{
    private static readonly RequestCondition Header = new(RequestPart.Header, "x-team", TextMatch.Exact, "shop");
    private static readonly RequestCondition Cookie = new(RequestPart.Cookie, "beta", TextMatch.Exact, "on");

    [Fact]
    public void The_order_of_conditions_says_nothing()
    {
        var (one, other) = (new RequestMatch([Header, Cookie]), new RequestMatch([Cookie, Header]));

        Assert.Equal(one, other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
    }

    [Fact]
    public void Every_condition_counts()
    {
        Assert.NotEqual(new RequestMatch([Header]), new RequestMatch([Header, Cookie]));
        Assert.NotEqual(new RequestMatch([Header, Header]), new RequestMatch([Header, Cookie]));
        Assert.NotEqual(new RequestMatch([Header]), new RequestMatch([Cookie]));
    }
}
