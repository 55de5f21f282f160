namespace Rollouts.Storage.Migrations;

/// <summary>A migration that was applied to a database.</summary>
internal sealed record AppliedMigration(int Number, string Name, string Checksum);
