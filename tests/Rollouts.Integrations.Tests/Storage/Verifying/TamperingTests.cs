using Npgsql;
using Rollouts.Domain.Audit;
using Rollouts.Servers.Postgres;
using Rollouts.Storage;
using Rollouts.Storage.Postgres;
using Rollouts.Storage.Sqlite;
using Rollouts.Storage.Stores;
using Rollouts.Storage.Verifying;
using static Rollouts.Contracts.Storage.StoreContract;

namespace Rollouts.Integrations.Tests.Storage.Verifying;

/// <summary>Whatever is done to a real database behind the store's back, it shows.</summary>
public abstract class TamperingTests : IAsyncLifetime, IDisposable
{
    private static readonly StreamName A = new("service/prod/checkout");
    private static readonly StreamName B = new("service/prod/orders");

    private readonly TemporaryFolder _folder = new();
    private InstallationSeal _seal = null!;
    private IStore _store = null!;

    private Verifier Verifier => new(_store, _seal);

    protected abstract Task<IStore> OpenAsync(string folder);

    protected abstract Task ExecuteAsync(IStore store, string sql);

    public async Task InitializeAsync()
    {
        _seal = InstallationSeal.Open(Path.Combine(_folder.Path, InstallationSeal.FileName));
        _store = await OpenAsync(_folder.Path);
        await _store.Streams.CommitAsync([new() { Writes = [Append(A, 0, 1_200), Append(B, 0, 4)] }], default);
        await SealAsync();
        await _store.Streams.CommitAsync([new() { Writes = [Append(B, 4, 2)] }], default);
    }

    public async Task DisposeAsync()
    {
        await _store.DisposeAsync();
    }

    public void Dispose()
    {
        _seal.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_nobody_touched_is_intact()
    {
        var verification = await Verifier.VerifyAllAsync(default);

        Assert.True(verification.IsIntact);
        Assert.Equal((2, 1_206L, 0), (verification.Streams, verification.Records, verification.Faults));
        Assert.NotNull(verification.Checkpoint);
        Assert.IsType<ChainVerdict.Intact>(await Verifier.VerifyAsync(A, default));
        Assert.IsType<ChainVerdict.Intact>(await Verifier.VerifyAsync(new("nobody/there"), default));
    }

    [Theory]
    [InlineData("reason = 'another'")]
    [InlineData("data = '{}'")]
    [InlineData("by = '{\"name\":\"mallory\"}'")]
    [InlineData("event = 'x.v1'")]
    [InlineData("cause_key = 'k'")]
    public async Task A_changed_record_is_found(string change)
    {
        await TamperAsync($"update entries set {change} where stream = '{A}' and version = 700");

        await FindsAsync(A, new ChainVerdict.Changed(700));
    }

    [Fact]
    public async Task A_dropped_record_is_found()
    {
        await TamperAsync($"delete from entries where stream = '{A}' and version = 3");

        await FindsAsync(A, new ChainVerdict.OutOfOrder(3, A.Text, 4));
    }

    [Fact]
    public async Task Reordered_records_are_found()
    {
        await TamperAsync($"update entries set version = 9999 where stream = '{A}' and version = 3");
        await TamperAsync($"update entries set version = 3 where stream = '{A}' and version = 4");
        await TamperAsync($"update entries set version = 4 where stream = '{A}' and version = 9999");

        await FindsAsync(A, new ChainVerdict.Changed(3));
    }

    [Fact]
    public async Task A_cut_tail_is_found()
    {
        await TamperAsync($"delete from entries where stream = '{B}' and version > 5");

        await FindsAsync(B, new ChainVerdict.Truncated(5, 6));
    }

    [Fact]
    public async Task A_tail_that_was_cut_with_its_head_is_found_against_the_checkpoint()
    {
        await CutAsync(B, 3);

        await FindsAsync(B, new ChainVerdict.Truncated(3, 4));
        var refused = Assert.IsType<CheckpointResult.Contradicted>(await TrySealAsync());
        Assert.Equal([new StreamFinding(B, new ChainVerdict.Truncated(3, 4))], refused.Findings);
    }

    [Fact]
    public async Task A_tail_that_was_cut_and_has_grown_again_is_found_against_the_checkpoint()
    {
        await CutAsync(B, 2);
        await _store.Streams.CommitAsync([new() { Writes = [Append(B, 2, 6, "forged")] }], default);

        await FindsAsync(B, new ChainVerdict.Replaced(4));
        var refused = Assert.IsType<CheckpointResult.Contradicted>(await TrySealAsync());
        Assert.Equal([new StreamFinding(B, new ChainVerdict.Replaced(4))], refused.Findings);
    }

    [Fact]
    public async Task A_dropped_stream_is_found_against_the_checkpoint()
    {
        await TamperAsync($"delete from entries where stream = '{B}'");
        await TamperAsync($"delete from streams where name = '{B}'");

        await FindsAsync(B, new ChainVerdict.Truncated(0, 4));
        var refused = Assert.IsType<CheckpointResult.Contradicted>(await TrySealAsync());
        Assert.Equal([new StreamFinding(B, new ChainVerdict.Truncated(0, 4))], refused.Findings);
    }

    [Fact]
    public async Task A_record_that_was_added_with_a_fitting_hash_is_found()
    {
        var last = await _store.Streams.ReadAsync(B, 5, default).FirstAsync();
        var (entry, hash) = Chain.Link(last.Hash, [Record(B, 7)]).Single();
        await TamperAsync(
            $"""
            insert into entries (stream, version, event, at, by, cause, cause_key, reason, data, hash)
            select stream, 7, '{entry.Event}', at, '{entry.By}', '{entry.Cause}', '{entry.CauseKey}', '{entry.Reason}',
                '{entry.Data}', hash
            from entries where stream = '{B}' and version = 6
            """
        );
        Assert.NotEqual(last.Hash, hash);

        var verdict = await Verifier.VerifyAsync(B, default);

        Assert.IsNotType<ChainVerdict.Intact>(verdict);
    }

    [Fact]
    public async Task A_forged_checkpoint_is_passed_over_and_told()
    {
        await SealAsync();
        await TamperAsync("update checkpoints set heads = '[]' where at = (select max(at) from checkpoints)");
        await CutAsync(B, 3);

        var verification = await Verifier.VerifyAllAsync(default);

        Assert.Equal(1, verification.ForgedCheckpoints);
        Assert.Equal([new StreamFinding(B, new ChainVerdict.Truncated(3, 4))], verification.Findings);
    }

    [Fact]
    public async Task A_log_whose_checkpoints_are_gone_is_held_against_one_that_was_taken_away()
    {
        var kept = CheckpointText.Write((await _store.Checkpoints.NewestAsync(null, default))!);
        await TamperAsync("delete from checkpoints");
        await CutAsync(B, 3);
        Assert.True((await Verifier.VerifyAllAsync(default)).IsIntact);

        var verification = await Verifier.VerifyAllAsync(CheckpointText.Read(kept)!, default);

        Assert.Equal([new StreamFinding(B, new ChainVerdict.Truncated(3, 4))], verification.Findings);
        Assert.Equal(1, (await Verifier.VerifyAllAsync(Forge(kept), default)).ForgedCheckpoints);
    }

    [Fact]
    public async Task Checkpoints_follow_each_other_while_streams_grow()
    {
        for (var version = 6; version < 10; version++)
        {
            await _store.Streams.CommitAsync([new() { Writes = [Append(B, version)] }], default);
            await SealAsync();
        }

        Assert.True((await Verifier.VerifyAllAsync(default)).IsIntact);
        Assert.Equal(10, (await _store.Checkpoints.NewestAsync(null, default))!.Heads[1].Version);
    }

    private static Checkpoint Forge(string kept) => CheckpointText.Read(kept)! with { Heads = [] };

    private async Task SealAsync() => Assert.IsType<CheckpointResult.Sealed>(await TrySealAsync());

    private Task<CheckpointResult> TrySealAsync() => new CheckpointWriter(_store, _seal).WriteAsync(default);

    private Task TamperAsync(string sql) => ExecuteAsync(_store, sql);

    private async Task CutAsync(StreamName stream, int version)
    {
        await TamperAsync($"delete from entries where stream = '{stream}' and version > {version}");
        await TamperAsync(
            $"""
            update streams
            set version = {version},
                head = (select hash from entries where stream = '{stream}' and version = {version})
            where name = '{stream}'
            """
        );
    }

    private async Task FindsAsync(StreamName stream, ChainVerdict verdict)
    {
        var verification = await Verifier.VerifyAllAsync(default);

        Assert.Equal([new StreamFinding(stream, verdict)], verification.Findings);
        Assert.False(verification.IsIntact);
        Assert.Equal(verdict, await Verifier.VerifyAsync(stream, default));
    }

    public sealed class OnSqlite : TamperingTests
    {
        protected override async Task<IStore> OpenAsync(string folder) =>
            await SqliteStore.OpenAsync(folder, TimeProvider.System, default);

        protected override Task ExecuteAsync(IStore store, string sql) =>
            ((SqliteStore)store).File.WriteAsync(session => session.Execute(sql), default);
    }

    public sealed class OnPostgres : TamperingTests
    {
        private string _connection = "";

        protected override async Task<IStore> OpenAsync(string folder)
        {
            _connection = await (await PostgresServer.Shared).CreateDatabaseAsync();
            return await PostgresStore.OpenAsync(_connection, TimeProvider.System, default);
        }

        protected override async Task ExecuteAsync(IStore store, string sql)
        {
            await using var source = NpgsqlDataSource.Create(_connection + ";Pooling=false");
            await using var command = source.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
