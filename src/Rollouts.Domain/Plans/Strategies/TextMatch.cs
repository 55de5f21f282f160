namespace Rollouts.Domain.Plans.Strategies;

/// <summary>How a text is compared.</summary>
public enum TextMatch
{
    Exact,

    /// <summary>
    /// The text begins with the value. Of a path, with whole parts of it: <c>/v2</c> is no prefix of <c>/v20</c>.
    /// </summary>
    Prefix,

    /// <summary>The whole text fits the expression, which needs no looking back and no looking ahead.</summary>
    Regex,
}
