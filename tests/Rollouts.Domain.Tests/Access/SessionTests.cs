using Rollouts.Domain.Access;
using Rollouts.Storage.Serialization;

namespace Rollouts.Domain.Tests.Access;

public sealed class SessionTests
{
    private static readonly Instant Begin = new(1_000_000_000);

    private static readonly Session Session = new()
    {
        Id = new SessionId(new string('a', 64)),
        Person = new Person("https://id.example.com", "a-1", "alice@example.com", ["staff", "a group"]),
        OpenedAt = Begin,
        Until = Begin + TimeSpan.FromHours(12),
        Idle = TimeSpan.FromHours(2),
        SeenAt = Begin,
    };

    [Fact]
    public void Ends_when_its_holder_is_away_for_too_long()
    {
        Assert.True(Session.IsLive(Begin));
        Assert.True(Session.IsLive(Begin + TimeSpan.FromMinutes(119)));
        Assert.False(Session.IsLive(Begin + TimeSpan.FromHours(2)));
    }

    [Fact]
    public void Ends_at_its_end_however_busy_its_holder_is()
    {
        var busy = Session with { SeenAt = Session.Until - TimeSpan.FromSeconds(1) };

        Assert.True(busy.IsLive(Session.Until - TimeSpan.FromSeconds(1)));
        Assert.False(busy.IsLive(Session.Until));
    }

    [Fact]
    public void Ends_once()
    {
        var happened = Assert.Single(SessionDecider.End(Session));
        var ended = SessionDecider.Evolve(Session, happened, Begin);

        Assert.False(ended.IsLive(Begin));
        Assert.Empty(SessionDecider.End(ended));
    }

    [Fact]
    public void Its_holder_is_noted_now_and_then()
    {
        Assert.Null(SessionDecider.Seen(Session, Begin + TimeSpan.FromMinutes(11)));
        var later = Begin + TimeSpan.FromMinutes(12);
        Assert.Equal(later, SessionDecider.Seen(Session, later)!.SeenAt);
    }

    [Fact]
    public void Is_read_as_it_was_written()
    {
        Assert.Equal(Session, StateJson.Read<Session>(StateJson.Write(Session)));
        var owner = Session with { Person = Person.Owner, EndedAt = Begin };
        Assert.Equal(owner, StateJson.Read<Session>(StateJson.Write(owner)));
        var opened = new SessionEvent.Opened(owner);
        Assert.Equal(opened, EventJson.Read("session.opened.v1", EventJson.Write(opened)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Nothing_else_is_called_as_a_session_is(string text) =>
        Assert.Throws<ArgumentException>(() => new SessionId(text));
}
