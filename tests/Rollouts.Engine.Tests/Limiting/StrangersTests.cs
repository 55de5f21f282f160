using System.Net;
using Microsoft.AspNetCore.Http;
using Rollouts.Engine.Limiting;

namespace Rollouts.Engine.Tests.Limiting;

/// <summary>Strangers are counted before they are looked up.</summary>
public sealed class StrangersTests
{
    [Fact]
    public void An_address_that_tried_too_often_is_turned_away_unread()
    {
        using var limiter = new FailedLoginLimiter();
        var context = From("192.0.2.1");
        Assert.False(limiter.AreTurnedAway(context));

        while (!limiter.AreTooMany(context)) { }

        Assert.True(limiter.AreTurnedAway(context));
        Assert.False(limiter.AreTurnedAway(From("192.0.2.2")));
    }

    [Fact]
    public void A_credential_that_was_good_is_looked_up_beside_strangers_of_its_address()
    {
        using var limiter = new FailedLoginLimiter();
        var context = From("192.0.2.1", "Bearer good");
        limiter.Know(context);

        while (!limiter.AreTooMany(From("192.0.2.1", "Bearer wrong"))) { }

        Assert.False(limiter.AreTurnedAway(context));
        Assert.True(limiter.AreTurnedAway(From("192.0.2.1", "Bearer wrong")));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.1")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::")]
    public void Addresses_of_IPv6_count_by_their_prefix(string address, string partition) =>
        Assert.Equal(IPAddress.Parse(partition), FailedLoginLimiter.PartitionOf(IPAddress.Parse(address)));

    private static DefaultHttpContext From(string address, string? authorization = null)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        if (authorization is not null)
        {
            context.Request.Headers.Authorization = authorization;
        }

        return context;
    }
}
