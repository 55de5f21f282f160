using Rollouts.Storage.Streams;

namespace Rollouts.Contracts.Storage;

/// <summary>Lists that are told what changes, and need not be read again and again.</summary>
public abstract class ChangeContract(IStoreHarness harness) : StoreContract(harness)
{
    [Fact]
    public async Task A_listener_is_told_to_read_the_list_first_and_then_which_rows_were_written()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var changes = Store.Lists.ChangesAsync(stop.Token).GetAsyncEnumerator(default);
        Assert.True(await changes.MoveNextAsync());
        Assert.Empty(changes.Current);

        // What is written while a listener connects may be missed, and it is told so.
        var heard = new HashSet<RolloutId>();
        var next = changes.MoveNextAsync().AsTask();
        for (var number = 1; heard.Count == 0; number++)
        {
            await WriteAsync(
                Append(Rollout(2 * number), 0) with
                {
                    Row = ListContract.Row(2 * number),
                },
                Append(Rollout((2 * number) + 1), 0)
            );
            await Task.WhenAny(next, Task.Delay(50, stop.Token));
            if (next.IsCompleted)
            {
                Assert.True(await next);
                heard.UnionWith(changes.Current);
                next = changes.MoveNextAsync().AsTask();
            }
        }

        // A stream without a row is none of its business.
        Assert.All(heard, id => Assert.Contains(id, Enumerable.Range(1, 10_000).Select(number => Id(2 * number))));
        var row = Assert.Single(await Store.Lists.FindAsync([heard.First(), Id(1)], default));
        Assert.Equal(heard.First(), row.Id);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await next)
            {
                next = changes.MoveNextAsync().AsTask();
            }
        });
    }

    [Fact]
    public async Task More_rows_than_fit_into_a_notice_are_told_all_the_same()
    {
        const int many = 450;
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await using var changes = Store.Lists.ChangesAsync(stop.Token).GetAsyncEnumerator(default);
        await changes.MoveNextAsync();
        var heard = new HashSet<RolloutId>();
        var next = changes.MoveNextAsync().AsTask();
        for (var version = 0; heard.Count < many; version++)
        {
            await Store.Streams.CommitAsync(
                [
                    .. Enumerable
                        .Range(1, many)
                        .Select(number => new Commit
                        {
                            Writes = [Append(Rollout(number), version) with { Row = ListContract.Row(number) }],
                        }),
                ],
                default
            );
            await Task.WhenAny(next, Task.Delay(200, stop.Token));
            while (next.IsCompleted)
            {
                Assert.True(await next);
                heard.UnionWith(changes.Current);
                next = changes.MoveNextAsync().AsTask();
            }
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            while (await next)
            {
                next = changes.MoveNextAsync().AsTask();
            }
        });
    }
}
