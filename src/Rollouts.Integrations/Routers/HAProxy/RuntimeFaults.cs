using Rollouts.Integrations.Outside;

namespace Rollouts.Integrations.Routers.HAProxy;

/// <summary>Classifies the error texts of HAProxy, which has no error codes.</summary>
internal static class RuntimeFaults
{
    private static readonly (string Start, FaultKind Kind, string Hint)[] Known =
    [
        ("Permission denied", FaultKind.Denied, "; the socket needs 'level admin'"),
        ("No such server", FaultKind.NotFound, ""),
        ("No such backend", FaultKind.NotFound, ""),
        ("No such proxy", FaultKind.NotFound, ""),
        ("Can't find backend", FaultKind.NotFound, ""),
        (
            "Backend is using a static LB algorithm",
            FaultKind.Refused,
            "; only balance algorithms such as roundrobin or leastconn take weights at run time"
        ),
        ("Unknown command", FaultKind.Unusable, "; is this its runtime API?"),
    ];

    /// <param name="asked">The commands, for a sentence.</param>
    /// <param name="otherwise">The kind of an unknown text.</param>
    public static Fault Of(string whom, string asked, string answer, FaultKind otherwise)
    {
        var said = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var first = said.FirstOrDefault() ?? "";
        var known = Known.FirstOrDefault(known => first.StartsWith(known.Start, StringComparison.Ordinal));
        return new Fault(
            known.Start is null ? otherwise : known.Kind,
            $"{whom} will not {asked}: {ForeignText.Quoted(first)}{known.Hint}"
        );
    }
}
