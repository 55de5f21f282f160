namespace Rollouts.Domain.Access;

/// <summary>Names that the log uses for its own actors. No key and no person can have one of them.</summary>
public static class ReservedNames
{
    private static readonly ValueList<string> All = ["administrator", "rollouts", "stranger"];

    public static bool Include(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);
}
