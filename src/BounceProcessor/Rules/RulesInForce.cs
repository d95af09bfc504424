using BounceProcessor.Diagnosis;
using BounceProcessor.Diagnosis.Reasons;

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace BounceProcessor.Rules;

/// <summary>The rules in force, and how a changed folder becomes them: whole and without fault, or not at all.</summary>
internal sealed class RulesInForce(IOptions<RulesOptions> options, TimeProvider time, ILogger<RulesInForce> logger)
{
    /// <summary>So long a change must rest before it is read, because an editor or a copy writes in several steps.</summary>
    public static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500);

    // A folder that never rests is read all the same, so that what is wrong with it gets told.
    private static readonly TimeSpan LongestSettling = TimeSpan.FromMinutes(1);

    // Thousands of rules with the same words and patterns can take very long to prove.
    private static readonly TimeSpan LongestProof = TimeSpan.FromSeconds(30);

    private const int MostLogged = 50;

    private readonly Lock _loading = new();
    private RulesState? _state;
    private FolderLook? _loaded;
    private FolderLook? _pending;
    private long _pendingSince;
    private long _changedSince;
    private bool _retries;

    /// <summary>What is in force now; loaded at the first use. A run holds on to what it began with.</summary>
    public RulesState State => Volatile.Read(ref _state) ?? LoadFirst();

    /// <summary>Looks for changes and takes them over once they rest.</summary>
    /// <returns>When to look again.</returns>
    public TimeSpan LookAgain(CancellationToken cancellationToken)
    {
        var before = State;
        lock (_loading)
        {
            var look = RuleFolder.Look(Folder);
            if (look.IsSame(_loaded) && !_retries)
            {
                _pending = null;
                return options.Value.Interval;
            }

            if (!Rests(look))
            {
                return Settling;
            }

            var content = RuleFolder.Read(look);
            if (!IsOverdue && !RuleFolder.Look(Folder).IsSame(look))
            {
                // Written while it was read; half a file says nothing about the whole.
                return Settling;
            }

            _pending = null;
            Volatile.Write(ref _state, Take(before, look, content, cancellationToken));
            return options.Value.Interval;
        }
    }

    private string Folder => Path.GetFullPath(options.Value.Folder);

    private bool IsOverdue => time.GetElapsedTime(_changedSince) >= LongestSettling;

    private bool Rests(FolderLook look)
    {
        var now = time.GetTimestamp();
        if (_pending is null)
        {
            _changedSince = now;
        }

        if (!look.IsSame(_pending))
        {
            _pending = look;
            _pendingSince = now;
        }

        return time.GetElapsedTime(_pendingSince, now) >= Settling || IsOverdue;
    }

    private RulesState LoadFirst()
    {
        lock (_loading)
        {
            if (_state is { } state)
            {
                return state;
            }

            var first = new RulesState(RuleBook.Embedded, new MailDiagnoser(RuleBook.Embedded), 0, time.GetUtcNow(), [], RulesFingerprint.Of([]));
            if (options.Value.Folder.Length > 0)
            {
                var look = RuleFolder.Look(Folder);
                first = Take(first, look, RuleFolder.Read(look), CancellationToken.None);
            }

            // Not sooner: who asks meanwhile waits, rather than judge without the operator's rules.
            Volatile.Write(ref _state, first);
            return first;
        }
    }

    // What is in force afterwards.
    private RulesState Take(RulesState before, FolderLook look, FolderContent content, CancellationToken cancellationToken)
    {
        _loaded = look;
        _retries = false;
        if (!look.Exists)
        {
            return Missing(before);
        }

        // What cannot be read may become readable without a sign of it.
        _retries = content.Faults.Count > 0;
        var (book, faults) = Compile(content, cancellationToken);
        if (book is null)
        {
            return Refuse(before, faults);
        }

        var count = book.RuleCount - RuleBook.Embedded.RuleCount;
        RulesLog.Loaded(logger, count, content.Files.Count, Folder);
        return new RulesState(book, new MailDiagnoser(book), count, time.GetUtcNow(), [], RulesFingerprint.Of(content.Files));
    }

    private (RuleBook? Book, IReadOnlyList<string> Faults) Compile(FolderContent content, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(LongestProof, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        try
        {
            var book = content.Files.Count == 0 ? RuleBook.Embedded : RuleBook.LoadWithOperator(content.Files, either.Token);
            return content.Faults.Count == 0 ? (book, []) : (null, content.Faults);
        }
        catch (RuleBookException faulty)
        {
            return (null, [.. content.Faults, .. faulty.Faults]);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, [$"proving the samples took more than {LongestProof.TotalSeconds} seconds; too many rules share the same words or patterns, narrow them."]);
        }
    }

    private RulesState Refuse(RulesState before, IReadOnlyList<string> faults)
    {
        if (faults.SequenceEqual(before.Faults))
        {
            return before;
        }

        foreach (var fault in faults.Take(MostLogged))
        {
            RulesLog.Fault(logger, fault);
        }

        RulesLog.Refused(logger, Folder, faults.Count, before.OperatorRules, before.LoadedAt);
        return before with { Faults = faults };
    }

    private RulesState Missing(RulesState before)
    {
        if (before.OperatorRules == 0)
        {
            RulesLog.NoFolder(logger, Folder);
            return before with { Faults = [] };
        }

        // A network drive comes and goes; rules that are meant to go are taken out of the folder.
        RulesLog.FolderGone(logger, Folder, before.OperatorRules);
        return before with { Faults = [$"the folder \"{Folder}\" is gone; put it back, empty if its rules are to go."] };
    }
}
