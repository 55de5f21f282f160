namespace Rollouts.Storage.Migrations;

/// <summary>Finds the next migration, or refuses the database.</summary>
internal static class MigrationPlan
{
    /// <returns>Null if the schema is current.</returns>
    /// <exception cref="StoreRefusedException">
    /// The database is newer than this program, or belongs to another one.
    /// </exception>
    public static Migration? Next(IReadOnlyList<Migration> known, IReadOnlyList<AppliedMigration> applied)
    {
        foreach (var (known1, applied1) in known.Zip(applied))
        {
            if (known1.Number != applied1.Number || known1.Checksum != applied1.Checksum)
            {
                throw new StoreRefusedException(
                    $"The database was made by migration {applied1.Number} '{applied1.Name}' with checksum "
                        + $"{applied1.Checksum[..12]}, and this program has {known1.Number} '{known1.Name}' with "
                        + $"{known1.Checksum[..12]} in its place. A released migration must never be changed: run the "
                        + "program that made this database, or restore the file."
                );
            }
        }

        if (applied.Count > known.Count)
        {
            throw new StoreRefusedException(
                $"The database is newer than this program: it is at migration {applied[^1].Number} "
                    + $"'{applied[^1].Name}', and this program knows {known.Count}. Run the newer program, or restore "
                    + "a backup from before it."
            );
        }

        return applied.Count < known.Count ? known[applied.Count] : null;
    }
}
