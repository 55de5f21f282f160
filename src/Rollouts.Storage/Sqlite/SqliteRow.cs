using Microsoft.Data.Sqlite;
using Rollouts.Domain.Audit;

namespace Rollouts.Storage.Sqlite;

/// <summary>The current row of a reader, with columns by position as types of this product.</summary>
internal readonly struct SqliteRow(SqliteDataReader reader)
{
    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public int Int(int column) => reader.GetInt32(column);

    public int? IntOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    public long Long(int column) => reader.GetInt64(column);

    public long? LongOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public Instant Instant(int column) => new(reader.GetInt64(column));

    public Instant? InstantOrNull(int column) => reader.IsDBNull(column) ? null : Instant(column);

    public RolloutId Rollout(int column) => new(Guid.ParseExact(reader.GetString(column), "N"));

    public Hash Hash(int column) => new(Convert.ToHexStringLower(Bytes(column)));

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);
}
