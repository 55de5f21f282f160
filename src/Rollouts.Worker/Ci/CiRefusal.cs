using Rollouts.Integrations.Ci;

namespace Rollouts.Worker.Ci;

/// <summary>Why a version that was announced is not started.</summary>
/// <param name="MayPass">It may be started when it is tried again.</param>
/// <param name="IsMended">Somebody has to mend something first, and may have it started then.</param>
public sealed record CiRefusal(string Code, string Message, bool MayPass = false, bool IsMended = false)
{
    /// <summary>
    /// How it ends for whoever announced it; null where a rollout of this version goes on, which will show it.
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

            // Nothing is wrong: it goes out, has gone out, or the plan wants it this way.
            "service.version-under-way"
            or "service.version-waiting"
            or "service.version-stable"
            or "service.already-stable"
            or "service.busy" => new CiRefusal(why.Code, why.Message),
            _ => new CiRefusal(why.Code, why.Message, IsMended: true),
        };
}
