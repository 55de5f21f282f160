using Rollouts.Storage.Driving;
using Rollouts.Storage.Sqlite;

namespace Rollouts.Integrations.Tests.Storage.Sqlite;

/// <summary>One writer at a time; an urgent one is next, before all that wait.</summary>
public sealed class WriterTurnTests
{
    private readonly WriterTurn _turn = new();
    private readonly List<string> _order = [];

    [Fact]
    public async Task What_is_urgent_is_before_all_that_waits()
    {
        await _turn.TakeAsync(default);
        Task[] waiting = [TakeAsync("a"), TakeAsync("b"), UrgentAsync("back"), TakeAsync("c"), UrgentAsync("command")];

        _turn.Pass();
        await Task.WhenAll(waiting);

        Assert.Equal(["back", "command", "a", "b", "c"], _order);
    }

    [Fact]
    public async Task Whoever_gives_up_holds_up_nobody()
    {
        await _turn.TakeAsync(default);
        using var gone = new CancellationTokenSource();
        var given = _turn.TakeAsync(gone.Token);
        var waiting = TakeAsync("a");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);

        _turn.Pass();
        await waiting;

        Assert.Equal(["a"], _order);
    }

    private async Task UrgentAsync(string name)
    {
        using var lane = StoreLane.Enter(WorkClass.Command);
        await TakeAsync(name);
    }

    private async Task TakeAsync(string name)
    {
        await _turn.TakeAsync(default);
        _order.Add(name);
        _turn.Pass();
    }
}
