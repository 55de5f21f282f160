namespace Rollouts.Integrations.Storage.Migrations;

/// <summary>A step that a database has behind it.</summary>
internal sealed record AppliedMigration(int Number, string Name, string Checksum);
