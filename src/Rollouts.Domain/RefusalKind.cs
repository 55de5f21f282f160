namespace Rollouts.Domain;

/// <summary>The kinds of refusals that a caller acts on differently. Each has one HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>The state does not allow the command now.</summary>
    Conflict,

    /// <summary>The resource does not exist, or the caller does not reach it.</summary>
    NotFound,

    /// <summary>The command was made from an older state than the present one.</summary>
    Stale,

    /// <summary>The command can never be accepted as it is.</summary>
    Invalid,

    /// <summary>The caller lacks the permission for this command.</summary>
    Forbidden,

    /// <summary>The command lacks the position that it was decided on.</summary>
    PositionMissing,
}
