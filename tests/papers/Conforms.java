// Asks veraPDF whether files keep PDF/A and PDF/UA, rule by rule; one line a fault on stdout.
// Usage: java Conforms.java 3a,ua1 FILE...

import java.io.FileInputStream;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Conforms {
    public static void main(String[] asked) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int place = 1; place < asked.length; place++) {
            for (String name : asked[0].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.byFlavourId(name);
                try (FileInputStream file = new FileInputStream(asked[place]);
                        PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
                    ValidationResult said =
                            Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                    System.out.printf(
                            "%s\t%s\t%s\t%d%n", asked[place], name, said.isCompliant(), said.getTotalAssertions());
                    for (TestAssertion fault : said.getTestAssertions()) {
                        System.out.printf(
                                "\t%s-%d %s (%s)%n",
                                fault.getRuleId().getClause(), fault.getRuleId().getTestNumber(),
                                fault.getMessage(), fault.getLocation().getContext());
                    }
                }
            }
        }
    }
}
