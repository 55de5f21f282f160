using Rollouts.Integrations.Ci;

namespace Rollouts.Engine.Pipelines;

/// <summary>Why an announced version is not started.</summary>
/// <param name="MayPass">A later attempt may succeed.</param>
/// <param name="IsMended">A person must correct the cause first, and can start the version then.</param>
public sealed record CiRefusal(string Code, string Message, bool MayPass = false, bool IsMended = false)
{
    /// <summary>
    /// The final progress that the pipeline gets; null if a rollout of this version continues and reports it.
    /// </summary>
    public CiProgress? Ends =>
        Code switch
        {
            "service.version-stable" => CiProgress.Succeeded,
            "service.version-under-way" or "service.version-waiting" => null,
            _ => CiProgress.Failed,
        };

    public static CiRefusal Of(Refusal why) =>
        why.Code switch
        {
            "service.router-unreadable" => new CiRefusal(why.Code, why.Message, MayPass: true),

            // No error: the version is being released, was released, or the plan refuses it on purpose.
            "service.version-under-way"
            or "service.version-waiting"
            or "service.version-stable"
            or "service.already-stable"
            or "service.busy" => new CiRefusal(why.Code, why.Message),
            _ => new CiRefusal(why.Code, why.Message, IsMended: true),
        };
}
