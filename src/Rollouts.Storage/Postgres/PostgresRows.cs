using Npgsql;
using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Postgres;

/// <summary>Reads columns as types of this product.</summary>
internal static class PostgresRows
{
    public static string? TextOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.GetString(column);

    public static Instant Instant(this NpgsqlDataReader row, int column) =>
        Primitives.Instant.From(row.GetFieldValue<DateTimeOffset>(column));

    public static Instant? InstantOrNull(this NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : row.Instant(column);

    public static RolloutId Rollout(this NpgsqlDataReader row, int column) => new(row.GetGuid(column));

    public static Hash Hash(this NpgsqlDataReader row, int column) => new(Convert.ToHexStringLower(row.Bytes(column)));

    public static byte[] Bytes(this NpgsqlDataReader row, int column) => row.GetFieldValue<byte[]>(column);
}
