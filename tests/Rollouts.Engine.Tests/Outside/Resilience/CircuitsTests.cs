using Microsoft.Extensions.Logging.Abstractions;
using Polly.CircuitBreaker;
using Rollouts.Engine.Outside.Resilience;
using Rollouts.Fakes.Clocks;

namespace Rollouts.Engine.Tests.Outside.Resilience;

/// <summary>Plans give the addresses of gates, so the names of systems do not end.</summary>
public sealed class CircuitsTests
{
    private readonly WoundClock _clock = new();
    private readonly Circuits _circuits;

    public CircuitsTests() => _circuits = new Circuits(_clock, NullLogger.Instance);

    [Fact]
    public void Idle_circuits_make_room_for_new_ones()
    {
        for (var i = 0; i < 20 * Circuits.Most; i++)
        {
            _circuits.Of($"gate {i}.example");
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_circuits.All.Count(), 1, Circuits.Most);
    }

    [Fact]
    public void Below_the_bound_no_circuit_is_removed()
    {
        _circuits.Of("edge");
        _clock.Advance(TimeSpan.FromDays(1));
        _circuits.Of("other");

        Assert.Equal(["edge", "other"], _circuits.All.Select(view => view.System));
    }

    [Fact]
    public async Task A_circuit_in_use_is_never_removed()
    {
        var waits = new TaskCompletionSource<Integrations.Outside.Fault?>();
        var called = _circuits.Of("called");
        var call = called.PassAsync(_ => waits.Task, default);
        var broken = new ScriptedCall(_ => ScriptedCall.Broken);
        for (var i = 0; i < Circuits.Most; i++)
        {
            _circuits.Of($"gate {i}.example");
        }

        _clock.Advance(TimeSpan.FromMinutes(10));
        for (var i = 0; i < 5; i++)
        {
            await _circuits.Of("edge").PassAsync(broken.MakeAsync, default);
        }

        for (var i = 0; i < 2 * Circuits.Most; i++)
        {
            _circuits.Of($"later {i}.example");
        }

        Assert.Same(called, _circuits.Of("called"));
        Assert.Equal(CircuitState.Open, _circuits.Of("edge").View.State);
        Assert.DoesNotContain(_circuits.All, view => view.System == "gate 0.example");
        waits.SetResult(null);
        Assert.Null(await call);
    }
}
