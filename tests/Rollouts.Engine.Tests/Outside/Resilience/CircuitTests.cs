using Microsoft.Extensions.Logging.Abstractions;
using Polly.CircuitBreaker;
using Rollouts.Engine.Outside.Resilience;
using Rollouts.Fakes.Clocks;
using Rollouts.Integrations.Outside;

namespace Rollouts.Engine.Tests.Outside.Resilience;

public sealed class CircuitTests
{
    private readonly WoundClock _clock = new();
    private readonly Circuit _circuit;

    public CircuitTests() => _circuit = new Circuit("edge", _clock, NullLogger.Instance);

    [Fact]
    public async Task A_system_that_fails_again_and_again_is_left_alone_and_says_so()
    {
        var call = await BreakAsync();

        var fault = await _circuit.PassAsync(call.MakeAsync, default);

        Assert.Equal(5, call.Made);
        Assert.Equal(FaultKind.Unreachable, fault!.Kind);
        Assert.StartsWith("'edge' is not called for now", fault.Message, StringComparison.Ordinal);
        Assert.EndsWith("The last fault: it is broken", fault.Message, StringComparison.Ordinal);
        Assert.Contains("open since 2026-03-02T09:00:00Z", _circuit.View.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_while_one_call_tries_it()
    {
        await BreakAsync();
        _clock.Advance(TimeSpan.FromSeconds(5.1));

        var good = new ScriptedCall(_ => null);
        Assert.Null(await _circuit.PassAsync(good.MakeAsync, default));

        Assert.Equal(CircuitState.Closed, _circuit.View.State);
        Assert.Equal("edge: closed, it is called", _circuit.View.ToString());
    }

    [Fact]
    public async Task A_system_that_still_fails_is_left_alone_for_longer()
    {
        var call = await BreakAsync();
        _clock.Advance(TimeSpan.FromSeconds(5.1));
        await _circuit.PassAsync(call.MakeAsync, default);
        Assert.Equal(6, call.Made);

        _clock.Advance(TimeSpan.FromSeconds(6));
        await _circuit.PassAsync(call.MakeAsync, default);

        Assert.Equal(6, call.Made);
    }

    [Fact]
    public async Task What_is_asked_wrongly_is_no_sign_of_its_health()
    {
        var call = new ScriptedCall(_ => ScriptedCall.Denied);
        for (var i = 0; i < 50; i++)
        {
            await _circuit.PassAsync(call.MakeAsync, default);
        }

        Assert.Equal(50, call.Made);
        Assert.Equal(CircuitState.Closed, _circuit.View.State);
    }

    [Fact]
    public async Task A_single_bad_route_does_not_close_the_door_on_the_others()
    {
        var call = new ScriptedCall(attempt => attempt % 3 == 0 ? ScriptedCall.Broken : null);
        for (var i = 0; i < 60; i++)
        {
            await _circuit.PassAsync(call.MakeAsync, default);
        }

        Assert.Equal(60, call.Made);
    }

    [Fact]
    public async Task Calls_that_hang_until_they_are_given_up_count_as_failed()
    {
        for (var i = 0; i < 5; i++)
        {
            using var patience = new CancellationTokenSource();
            var hangs = _circuit.PassAsync(_ => new TaskCompletionSource<Fault?>().Task, patience.Token);
            await patience.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hangs);
        }

        Assert.Equal(CircuitState.Open, _circuit.View.State);
    }

    private async Task<ScriptedCall> BreakAsync()
    {
        var call = new ScriptedCall(_ => ScriptedCall.Broken);
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(ScriptedCall.Broken, await _circuit.PassAsync(call.MakeAsync, default));
        }

        Assert.Equal(CircuitState.Open, _circuit.View.State);
        return call;
    }
}
