using Rollouts.Contracts.Storage;
using Rollouts.Integrations.Tests.Storage.Postgres;
using Rollouts.Integrations.Tests.Storage.Sqlite;

namespace Rollouts.Integrations.Tests.Storage.Gathering;

/// <summary>A store keeps its contract where what is asked of it is gathered.</summary>
public static class GatheringContractTests
{
    public sealed class OnSqlite() : StreamContract(new GatheringHarness(new SqliteHarness()));

    public sealed class OnPostgres() : StreamContract(new GatheringHarness(new PostgresHarness()));

    public sealed class Due() : DueContract(new GatheringHarness(new SqliteHarness()));

    public sealed class Classes() : ClassContract(new GatheringHarness(new SqliteHarness()));
}
