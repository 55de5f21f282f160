using Rollouts.Storage;
using Rollouts.Storage.Coalescing;
using Rollouts.Storage.Driving;

namespace Rollouts.Integrations.Tests.Storage.Gathering;

/// <summary>Nobody waits for company, and whoever has to wait goes together.</summary>
public sealed class GathererTests
{
    private readonly List<string> _together = [];
    private readonly Queue<TaskCompletionSource> _gates = [];

    [Fact]
    public async Task Whoever_comes_alone_goes_at_once()
    {
        var coalescer = Of(places: 1);

        Assert.Equal("a!", await coalescer.AskAsync("a", default));
        Assert.Equal("b!", await coalescer.AskAsync("b", default));
        Assert.Equal(["a", "b"], _together);
    }

    [Fact]
    public async Task Those_who_come_meanwhile_go_together()
    {
        var gate = Gate();
        var coalescer = Of(places: 1);
        Task<string>[] asked = [.. new[] { "a", "b", "c" }.Select(request => coalescer.AskAsync(request, default))];
        Assert.Equal(["a"], _together);
        gate.SetResult();

        Assert.Equal(["a!", "b!", "c!"], await Task.WhenAll(asked));
        Assert.Equal(["a", "b c"], _together);
    }

    [Fact]
    public async Task What_is_urgent_waits_for_nothing_else_and_goes_with_nothing_else()
    {
        var gate = Gate();
        var coalescer = Of(places: 1);
        Task<string>[] usual = [.. "ab".Select(request => coalescer.AskAsync($"{request}", default))];

        using (StoreLane.Enter(WorkClass.Rollback))
        {
            Assert.Equal("urgent!", await coalescer.AskAsync("urgent", default));
        }

        gate.SetResult();
        Assert.Equal(["a!", "b!"], await Task.WhenAll(usual));
        Assert.Equal(["a", "urgent", "b"], _together);
    }

    [Fact]
    public async Task No_more_go_together_than_may()
    {
        var gate = Gate();
        var coalescer = Of(places: 1, most: 2);
        Task<string>[] asked = [.. "abcd".Select(request => coalescer.AskAsync($"{request}", default))];
        gate.SetResult();
        await Task.WhenAll(asked);

        Assert.Equal(["a", "b c", "d"], _together);
    }

    [Fact]
    public async Task Whoever_is_too_large_goes_alone()
    {
        var coalescer = new RequestCoalescer<string, string>(1, 2, request => request.Length, DoAsync);

        Assert.Equal("abcdef!", await coalescer.AskAsync("abcdef", default));
    }

    [Fact]
    public async Task One_who_fails_takes_no_other_with_it()
    {
        var gate = Gate();
        var coalescer = Of(places: 1);
        var (first, bad, good) = (Ask(coalescer, "a"), Ask(coalescer, "bad"), Ask(coalescer, "good"));
        gate.SetResult();

        Assert.Equal(("a!", "good!"), (await first, await good));
        await Assert.ThrowsAsync<InvalidOperationException>(() => bad);
        Assert.Equal(["a", "bad good", "bad", "good"], _together);
    }

    [Fact]
    public async Task All_of_them_hear_that_the_store_is_gone()
    {
        var gate = Gate();
        var coalescer = Of(places: 1);
        var (first, gone, other) = (Ask(coalescer, "a"), Ask(coalescer, "gone"), Ask(coalescer, "other"));
        gate.SetResult();
        await first;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => gone);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => other);
        Assert.Equal("b!", await Ask(coalescer, "b"));
    }

    [Fact]
    public async Task Whoever_gave_up_is_not_done()
    {
        var gate = Gate();
        var coalescer = Of(places: 1);
        using var impatience = new CancellationTokenSource();
        var first = Ask(coalescer, "a");
        var given = coalescer.AskAsync("b", impatience.Token);
        await impatience.CancelAsync();
        gate.SetResult();
        await first;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        Assert.Equal("c!", await Ask(coalescer, "c"));
        Assert.Equal(["a", "c"], _together);
    }

    private static Task<string> Ask(RequestCoalescer<string, string> coalescer, string request) =>
        coalescer.AskAsync(request, default);

    private RequestCoalescer<string, string> Of(int places, int most = 100) => new(places, most, _ => 1, DoAsync);

    private TaskCompletionSource Gate()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _gates.Enqueue(gate);
        return gate;
    }

    private async Task<IReadOnlyList<string>> DoAsync(IReadOnlyList<string> requests)
    {
        _together.Add(string.Join(' ', requests));
        if (_gates.TryDequeue(out var gate))
        {
            await gate.Task;
        }

        return requests.Contains("gone") ? throw new StoreUnavailableException("gone", new IOException("gone"))
            : requests.Contains("bad") ? throw new InvalidOperationException("bad")
            : [.. requests.Select(request => request + "!")];
    }
}
