using System.Globalization;
using GradCompile.Diagnoses.Report;
using GradCompile.Diagnoses.Report.Corpus;
using GradCompile.Diagnoses.Report.Learning;
using GradCompile.Diagnoses.Report.Trials;

// What the diagnostics are worth, measured: on published faulty and healthy programs, and by training.
switch (args)
{
    case ["--corpus", var path, .. var rest]:
        CorpusReport.Print(path, verbose: rest.Contains("--verbose"));
        return 0;
    case ["--train", var folder, .. var rest]:
        LearningReport.Print(new(folder, Number(rest, "--networks", 80), Number(rest, "--seed", 1), Number(rest, "--parallel", 2), Number(rest, "--seeds", 1), Text(rest, "--table")));
        return 0;
    case ["--learned", var path, .. var rest]:
        TrialReport.Print(LearnedTable.Read(path), Text(rest, "--train") ?? "", Text(rest, "--table"), Number(rest, "--parallel", 2), known: !rest.Contains("--train"), verbose: rest.Contains("--verbose"));
        return 0;
    case ["--draw", var folder, .. var rest]:
        TrialReport.Print([.. TutorialNetworks.Draw(Number(rest, "--networks", 300), Number(rest, "--seed", 1), 2000)], folder, Text(rest, "--table"), Number(rest, "--parallel", 2), known: false, verbose: rest.Contains("--verbose"), Text(rest, "--export"));
        return 0;
    case ["--say", var path]:
        foreach (var line in File.ReadLines(path).Where(line => line.Length > 0))
        {
            Console.WriteLine(line);
            foreach (var found in Diagnoser.Diagnose($"using GradCompile;\n{line}\n"))
            {
                Console.WriteLine($"    {found.Severity,-8}{found.Id} {found.GetMessage(CultureInfo.InvariantCulture)}");
                foreach (var fix in found.Properties.OrderBy(pair => pair.Key, StringComparer.Ordinal)) Console.WriteLine($"            fix: {fix.Value!.Split('\n')[0]}");
            }
        }

        return 0;
    case ["--clock", .. var rest]:
        DiagnosisClock.Print(Number(rest, "--networks", 300), rest.Where(File.Exists));
        return 0;
    case ["--fixes", var folder, .. var rest]:
        FixReport.Print([.. TutorialNetworks.Draw(600, Number(rest, "--seed", 3), 2000)], Number(rest, "--programs", 40), folder, Text(rest, "--table"), Number(rest, "--parallel", 2));
        return 0;
    case ["--rates", var folder, .. var rest]:
        RateSweep.Print([.. RateSweep.Draw(Number(rest, "--networks", 60), Number(rest, "--seed", 1))], folder, Text(rest, "--table"), Number(rest, "--parallel", 2));
        return 0;
    default:
        Console.Error.WriteLine("""
            --corpus PROGRAMS.JSON [--verbose]
                Translates each program into a declaration, diagnoses it and compares with its labels.
            --train FOLDER [--networks 80] [--seed 1] [--parallel 2] [--seeds 1] [--table FILE]
                Trains random networks on the digits in FOLDER (t10k-images-idx3-ubyte.gz, t10k-labels-idx1-ubyte.gz)
                and prints how well the warnings GRAD1… tell which of them fail to learn. With two seeds of the weights
                it prints too how far the seed decides; accuracies in FILE are not measured again, new ones are added.
            --clock [--networks 300] [FILE.cs …]
                Prints how long declarations are examined, fixes tried: random ones, and those in the files.
            --learned TRIALS.TSV [--train FOLDER] [--table FILE] [--verbose]
                Precision and recall of the warnings on declarations as people write them, each judged at the steps it was
                trained for: of the accuracies in the table, or of those that training it anew gives.
            --draw FOLDER [--networks 300] [--seed 1] [--table FILE] [--export TRIALS.TSV] [--verbose]
                The same for a fresh draw of such declarations, trained as declared for 2,000 steps.
            --fixes FOLDER [--programs 40] [--seed 3] [--table FILE]
                Applies each fix that is offered for a warning of such a draw, and trains five seeds before and after.
            --rates FOLDER [--networks 60] [--seed 1] [--table FILE]
                Trains networks at thirteen rates, and compares the best with the rate that the forecast suggests.
            --say FILE
                What is said of declarations, one a line.
            """);
        return 2;
}

static int Number(string[] options, string name, int otherwise) => Text(options, name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

static string? Text(string[] options, string name) => options.SkipWhile(option => option != name).Skip(1).FirstOrDefault();
