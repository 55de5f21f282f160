using System.Collections.Immutable;
using Rollouts.Domain.Connections;
using Rollouts.Domain.Plans;
using Rollouts.Fakes.Clocks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Tests.Outside;

/// <summary>What is opened for connections that change while it is used.</summary>
public sealed class OpenedTests : IDisposable
{
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(5);

    private readonly WoundClock _clock = new();
    private readonly List<string> _closed = [];
    private readonly CurrentInstallation _current = new(new Installation());
    private readonly ConnectionPool<Connection.Hook, string> _opened;
    private int _count;

    public OpenedTests() => _opened = new(_current, hook => $"{hook.Name}-{++_count}", _closed.Add, _clock);

    public void Dispose() => _opened.Dispose();

    [Fact]
    public void Is_opened_once_while_nothing_changes()
    {
        var hook = Connect("a");

        Assert.Equal("a-1", _opened.Of(hook));
        Assert.Equal("a-1", _opened.Of(hook));
    }

    [Fact]
    public void Is_opened_anew_when_it_changes_and_the_old_one_is_closed_later()
    {
        _opened.Of(Connect("a"));

        Assert.Equal("a-2", _opened.Of(Connect("a")));

        Assert.Empty(_closed);
        _clock.Advance(Long);
        Assert.Equal(["a-1"], _closed);
    }

    [Fact]
    public void Whoever_still_holds_the_old_one_takes_nothing_from_the_others()
    {
        var old = Connect("a");
        _opened.Of(old);
        var anew = Connect("a");
        _opened.Of(anew);

        Assert.Equal("a-2", _opened.Of(old));
        Assert.Equal("a-2", _opened.Of(anew));
        _clock.Advance(Long);
        Assert.Equal(["a-1"], _closed);
    }

    [Fact]
    public void One_that_is_gone_is_closed_too()
    {
        _opened.Of(Connect("a"));
        _current.Swap(new Installation());

        _opened.Of(Connect("b"));
        _clock.Advance(Long);

        Assert.Equal(["a-1"], _closed);
    }

    [Fact]
    public void Each_is_closed_once_at_the_end()
    {
        _opened.Of(Connect("a"));
        _opened.Of(Connect("a"));

        _opened.Dispose();
        _opened.Dispose();
        _clock.Advance(Long);

        Assert.Equal(["a-1", "a-2"], _closed.Order(StringComparer.Ordinal));
    }

    private Connection.Hook Connect(string name)
    {
        var hook = new Connection.Hook(new ConnectionName(name), new Settings.Map([]));
        _current.Swap(
            new Installation
            {
                Connections = ImmutableDictionary<ConnectionName, Connection>.Empty.Add(hook.Name, hook),
            }
        );
        return hook;
    }
}
