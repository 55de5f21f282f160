using Rollouts.Storage;
using Rollouts.Storage.Migrations;
using Rollouts.Storage.Sqlite;

namespace Rollouts.Integrations.Tests.Storage.Migrations;

/// <summary>A database comes to the form this program wants, from wherever it was, or is left alone.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private static readonly Migration Next = new(SqliteMigrations.All.Count + 1, "next", "create table next (a text);");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task From_empty_and_twice()
    {
        await OpenAndCloseAsync(SqliteMigrations.All);
        await OpenAndCloseAsync(SqliteMigrations.All);

        Assert.Equal(SqliteMigrations.All.Select(one => $"{one.Number} {one.Checksum}"), await AppliedAsync());
    }

    [Fact]
    public async Task One_that_fails_leaves_nothing_of_itself()
    {
        await OpenAndCloseAsync(SqliteMigrations.All);
        var broken = Next with { Sql = "create table half (a text); create table half (a text);" };

        await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAndCloseAsync([.. SqliteMigrations.All, broken]));

        await OpenAndCloseAsync([.. SqliteMigrations.All, Next with { Sql = "create table half (a text);" }]);
    }

    [Fact]
    public async Task Two_starters_at_once_apply_each_once()
    {
        var clock = new WallClock(TimeProvider.System);
        await using (var file = SqliteFile.Open(_folder.Path))
        {
            await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(_ =>
                        Task.Run(() => SqliteMigrations.RunAsync(file, [.. SqliteMigrations.All, Next], clock, default))
                    )
            );
        }

        Assert.Equal(
            SqliteMigrations.All.Append(Next).Select(one => $"{one.Number} {one.Checksum}"),
            await AppliedAsync()
        );
    }

    [Fact]
    public async Task A_newer_database_is_refused_with_a_sentence()
    {
        await OpenAndCloseAsync([.. SqliteMigrations.All, Next]);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() => OpenAndCloseAsync(SqliteMigrations.All));

        Assert.Contains("newer than this program", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'next'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_that_was_changed_afterwards_is_refused()
    {
        await OpenAndCloseAsync([.. SqliteMigrations.All, Next]);

        var refused = await Assert.ThrowsAsync<StoreRefusedException>(() =>
            OpenAndCloseAsync([.. SqliteMigrations.All, Next with { Sql = "create table next (a text, b text);" }])
        );

        Assert.Contains("must never be changed", refused.Message, StringComparison.Ordinal);
        await OpenAndCloseAsync([.. SqliteMigrations.All, Next with { Sql = Next.Sql.ReplaceLineEndings("\r\n") }]);
    }

    public static TheoryData<string> Dumps =>
        [
            .. Directory
                .GetFiles(Repository.PathOf("tests", "dumps"), "sqlite-*.sql")
                .Select(file => Path.GetFileName(file)),
        ];

    [Theory]
    [MemberData(nameof(Dumps))]
    public async Task A_database_of_every_earlier_version_is_brought_forward_with_all_it_holds(string dump)
    {
        using (var session = SqliteSession.Open(Path.Combine(_folder.Path, "rollouts.db"), isReadOnly: false))
        {
            session.Run(await File.ReadAllTextAsync(Repository.PathOf("tests", "dumps", dump)));
        }

        await using var store = await SqliteStore.OpenAsync(_folder.Path, TimeProvider.System, default);
        await DumpedStore.CheckAsync(store);
    }

    private async Task OpenAndCloseAsync(IReadOnlyList<Migration> migrations)
    {
        await using var store = await SqliteStore.OpenAsync(_folder.Path, TimeProvider.System, migrations, default);
    }

    private async Task<List<string>> AppliedAsync()
    {
        await using var file = SqliteFile.Open(_folder.Path);
        return await file.ReadAsync(
            session =>
                session.Query(
                    "select number, checksum from migrations order by number",
                    row => $"{row.Int(0)} {row.Text(1)}"
                ),
            default
        );
    }
}
