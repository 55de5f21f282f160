namespace Rollouts.Domain.Access;

/// <summary>Names that the log uses for somebody, and that nobody else can have.</summary>
public static class ReservedNames
{
    private static readonly ValueList<string> All = ["administrator", "rollouts", "stranger"];

    public static bool Include(string name) => All.Contains(name, StringComparer.OrdinalIgnoreCase);
}
