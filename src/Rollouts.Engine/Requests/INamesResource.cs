using Rollouts.Engine.Access;

namespace Rollouts.Engine.Requests;

/// <summary>A request for one service, environment or rollout, which its caller has to reach.</summary>
public interface INamesResource
{
    /// <summary>Null if the request names none, such as a plan that cannot be parsed. Its handler refuses it.</summary>
    NamedResource? Named { get; }
}
